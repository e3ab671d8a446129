import { and, eq, sql } from 'drizzle-orm';
import { type Attempts, noAttempts } from '../otp/attempts.ts';
import type { Transaction } from './database.ts';
import { attempt } from './schema/index.ts';
import { first, statement } from './statement.ts';

/** Whose wrong codes on which token. */
export type AttemptKey = Pick<typeof attempt.$inferSelect, 'corporationId' | 'tokenId' | 'actorId'>;

/** The actor id under which the wrong codes of all who use a shared token are counted together. */
export const everybody = '';

/** Primary key. Nothing counted yet reads as zeros. */
export async function findAttempts(tx: Transaction, key: AttemptKey): Promise<Attempts> {
  const { corporationId, tokenId, actorId } = key;
  const found = await first(byKey(tx), { corporationId, tokenId, actorId });
  return found ?? noAttempts;
}

const byKey = statement((tx) =>
  tx
    .select({
      consecutive: attempt.consecutive,
      recent: attempt.recent,
      pausedUntil: attempt.pausedUntil,
      disabledAt: attempt.disabledAt,
    })
    .from(attempt)
    .where(
      and(
        eq(attempt.corporationId, sql.placeholder('corporationId')),
        eq(attempt.tokenId, sql.placeholder('tokenId')),
        eq(attempt.actorId, sql.placeholder('actorId')),
      ),
    ),
);

/** Primary key. */
export async function saveAttempts(
  tx: Transaction,
  key: AttemptKey,
  attempts: Attempts,
): Promise<void> {
  const row = { ...attempts, recent: [...attempts.recent] };
  await tx
    .insert(attempt)
    .values({ ...key, ...row })
    .onConflictDoUpdate({
      target: [attempt.corporationId, attempt.tokenId, attempt.actorId],
      set: row,
    });
}

/** Forgets everybody's wrong codes on a token; how many had any. Primary key's prefix. */
export async function deleteAttempts(
  tx: Transaction,
  { corporationId, tokenId }: Pick<AttemptKey, 'corporationId' | 'tokenId'>,
): Promise<number> {
  const forgotten = await tx
    .delete(attempt)
    .where(and(eq(attempt.corporationId, corporationId), eq(attempt.tokenId, tokenId)))
    .returning({ actorId: attempt.actorId });
  return forgotten.length;
}
