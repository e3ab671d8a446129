import type { TestCounter } from './counter.ts';
import type { Verified } from './portal-server.ts';

/** Asks as the portal's server does whether a member's code is right; `code` is the problem's. */
export async function verify(
  { serverApp, portalServer }: TestCounter,
  corporationId: string,
  customerId: string,
  code: string,
): Promise<Verified> {
  return portalServer.verify(serverApp, { corporationId, customerId, code });
}
