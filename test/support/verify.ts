import type { Problem } from '../../bff/contract/problem.ts';
import type { TestCounter } from './counter.ts';
import { basePath } from './person.ts';

/** Asks as the portal's server does whether a member's code is right; `code` is the problem's. */
export async function verify(
  { app, verifierKey }: TestCounter,
  corporationId: string,
  customerId: string,
  code: string,
): Promise<Partial<Problem> & { status: number }> {
  const response = await app.request(`${basePath}/verifications`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${verifierKey}`,
      'Content-Type': 'application/json',
      'X-Otp-Client': 'test',
    },
    body: JSON.stringify({ corporationId, customerId, purpose: 'transfer', code }),
  });
  return { ...((await response.json()) as Partial<Problem>), status: response.status };
}
