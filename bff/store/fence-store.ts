import { and, eq, inArray, lt, type SQL } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { corporation, fence, token } from './schema/index.ts';

export type RaisedFence = typeof fence.$inferInsert;

/** Stands for every corporation. */
export const allCorporations = '';

/**
 * Raises a fence for one corporation, or for all, and enters it into the history of fences. A fence
 * only ever moves forward. After a restore not even the rows of tokens are trusted, so `restoredAt`
 * moves instead of `fencedAt`.
 */
export async function raise(tx: Transaction, raised: RaisedFence): Promise<void> {
  const { corporationId, raisedAt, reason } = raised;
  const restored = reason === 'restore';
  const mark = restored ? corporation.restoredAt : corporation.fencedAt;
  await tx
    .update(corporation)
    .set(restored ? { restoredAt: raisedAt } : { fencedAt: raisedAt })
    .where(and(lt(mark, raisedAt), only(corporation.corporationId, corporationId)));
  await tx.insert(fence).values(raised).onConflictDoNothing();
}

/**
 * Disables every token that counts presses, held or in stock. No fence in time can tell which of its
 * counters a restored database has forgotten.
 */
export async function disableCountingTokens(tx: Transaction, corporationId: string): Promise<void> {
  await tx
    .update(token)
    .set({ state: 'disabled' })
    .where(
      and(
        eq(token.kind, 'hotp'),
        inArray(token.state, ['held', 'stock']),
        only(token.corporationId, corporationId),
      ),
    );
}

function only(
  column: typeof corporation.corporationId | typeof token.corporationId,
  corporationId: string,
): SQL | undefined {
  return corporationId === allCorporations ? undefined : eq(column, corporationId);
}
