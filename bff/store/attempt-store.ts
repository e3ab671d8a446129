import { and, eq } from 'drizzle-orm';
import { type Attempts, noAttempts } from '../otp/attempts.ts';
import type { Transaction } from './database.ts';
import { attempt } from './schema/index.ts';

/** Whose wrong codes on which token. */
export type AttemptKey = Pick<typeof attempt.$inferSelect, 'corporationId' | 'tokenId' | 'actorId'>;

/** Primary key. Nothing counted yet reads as zeros. */
export async function findAttempts(tx: Transaction, key: AttemptKey): Promise<Attempts> {
  const [found] = await tx
    .select({
      consecutive: attempt.consecutive,
      inWindow: attempt.inWindow,
      windowStart: attempt.windowStart,
      pausedUntil: attempt.pausedUntil,
    })
    .from(attempt)
    .where(
      and(
        eq(attempt.corporationId, key.corporationId),
        eq(attempt.tokenId, key.tokenId),
        eq(attempt.actorId, key.actorId),
      ),
    );
  return found ?? noAttempts;
}

/** Primary key. */
export async function saveAttempts(
  tx: Transaction,
  key: AttemptKey,
  attempts: Attempts,
): Promise<void> {
  await tx
    .insert(attempt)
    .values({ ...key, ...attempts })
    .onConflictDoUpdate({
      target: [attempt.corporationId, attempt.tokenId, attempt.actorId],
      set: attempts,
    });
}
