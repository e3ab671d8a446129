import type { UsageMode } from '../contract/usage-mode.ts';
import { Refusal } from '../errors/refusal.ts';
import { corporationHolder } from '../otp/holder.ts';
import { isChosen, principalHolder } from '../otp/usage-mode.ts';
import type { Transaction } from '../store/database.ts';
import { findMaster } from '../store/member-store.ts';
import { findHeldToken, type HeldToken } from '../store/registration-store.ts';

/** The token whose code proves changes now: the master's, or the shared one. */
export async function findTokenInUse(
  tx: Transaction,
  corporationId: string,
  mode: UsageMode,
): Promise<HeldToken | undefined> {
  if (!isChosen(mode)) return undefined;
  return findHeldToken(tx, {
    corporationId,
    customerId: await principalCustomerId(tx, corporationId, mode),
  });
}

/** Customer id of the one who holds the token in use; empty for the corporation. */
export async function principalCustomerId(
  tx: Transaction,
  corporationId: string,
  mode: 'separate' | 'shared',
): Promise<string> {
  if (principalHolder(mode) === 'corporation') return corporationHolder;
  const master = await findMaster(tx, corporationId);
  if (master === undefined) throw new Refusal('not-permitted');
  return master.customerId;
}
