import type { Refusal } from '../errors/refusal.ts';
import type { Corporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { openTally } from './tally.ts';
import { findTokenInUse } from './token-in-use.ts';

/**
 * Why this actor can prove nothing now with the token in use: it is paused or waits for the bank.
 * Undefined if he can, and before the first registration. `now` in milliseconds.
 */
export async function lockOfTokenInUse(
  tx: Transaction,
  { corporationId, mode }: Corporation,
  actorId: string,
  now: number,
): Promise<Refusal | undefined> {
  const held = await findTokenInUse(tx, corporationId, mode);
  if (held === undefined) return undefined;
  const tally = await openTally(tx, { token: held.token, actorId, shared: mode === 'shared' });
  return tally.refusal(now);
}
