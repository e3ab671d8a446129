import type { Transaction } from '../store/database.ts';
import { allCorporations, disableCountingTokens, raise } from '../store/fence-store.ts';
import type { FenceCause } from './fence-cause.ts';

/**
 * The service refuses, by itself and for all corporations, what the database may have forgotten. Part
 * of the transaction that remembers why. `raisedAt` in milliseconds.
 */
export async function raiseForAll(
  tx: Transaction,
  reason: FenceCause,
  raisedAt: number,
): Promise<void> {
  const corporationId = allCorporations;
  await raise(tx, { corporationId, raisedAt, reason, note: '' });
  if (reason === 'restore') await disableCountingTokens(tx, corporationId);
}
