// How the pretend portal speaks to the counter: with the sample that the package ships, and nothing of
// its own. Both sides are one process here; what would be a network is a function.
import { randomBytes } from 'node:crypto';
import type { Context, ServerClient } from 'otp-madoguchi/bff';
import { createApp, createServerApp } from 'otp-madoguchi/bff';
import { createOtpPortal, type Visitor as Vouched } from '../../docs/samples/portal/vouch.mjs';
import type { DemoKeys } from './keys.ts';
import type { Visitor } from './portal-session.ts';

export const issuer = 'https://portal.mihon-bank.example';
export const audience = 'otp-madoguchi';

export type OtpPortal = ReturnType<typeof createOtpPortal>;

/** Names of the two listeners that a service of its own would have. */
const service = 'http://counter.example';
const server = 'http://counter-servers.example';

/** The portal's server as the counter knows it. Its key is as old as the process that both live in. */
export function createClient(): ServerClient {
  const keys = [{ keyId: 'portal-1', key: new Uint8Array(randomBytes(32)) }];
  return { id: 'portal', keys, corporations: 'all', purposes: [], sessions: true };
}

export interface OtpPortalParts {
  context: Context;
  keys: DemoKeys;
  client: ServerClient;
  /** Milliseconds. */
  now?: () => number;
}

export function openOtpPortal({
  context,
  keys,
  client,
  now = Date.now,
}: OtpPortalParts): OtpPortal {
  const counter = createApp(context);
  const servers = createServerApp(context);
  const [clientKey] = client.keys;
  if (clientKey === undefined) throw new Error('The client has no key');
  return createOtpPortal({
    service,
    server,
    issuer,
    signingKey: keys.signingKey,
    kid: 'portal',
    client: clientKey,
    fetch: (url, init) => (url.startsWith(`${server}/`) ? servers : counter).request(url, init),
    now,
  });
}

/** The visitor in the sample's words. */
export function vouchedOf(visitor: Visitor): Vouched {
  const { corporation, person, sid, authenticatedAt, endsAt } = visitor;
  return {
    corporationId: corporation.corporationId,
    customerId: person.customerId,
    isMaster: person.role === 'administrator',
    sid,
    authenticatedAt: new Date(authenticatedAt),
    endsAt: new Date(endsAt),
  };
}
