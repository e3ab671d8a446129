import { and, eq, lt, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { verification } from './schema/index.ts';
import { statement } from './statement.ts';

export type VerificationRow = typeof verification.$inferSelect;
export type VerificationName = Pick<
  VerificationRow,
  'corporationId' | 'clientId' | 'idempotencyKey'
>;

/** Takes the place of one of the same name. Primary key. */
export async function saveVerification(tx: Transaction, row: VerificationRow): Promise<void> {
  await save(tx).execute({ ...row });
}

const save = statement((tx) =>
  tx
    .insert(verification)
    .values({
      corporationId: sql.placeholder('corporationId'),
      clientId: sql.placeholder('clientId'),
      idempotencyKey: sql.placeholder('idempotencyKey'),
      requestDigest: sql.placeholder('requestDigest'),
      verdict: sql.placeholder('verdict'),
      answeredAt: sql.placeholder('answeredAt'),
    })
    .onConflictDoUpdate({
      target: [verification.corporationId, verification.clientId, verification.idempotencyKey],
      set: {
        requestDigest: sql`excluded.request_digest`,
        verdict: sql`excluded.verdict`,
        answeredAt: sql`excluded.answered_at`,
      },
    }),
);

/** Forgets a corporation's that were answered before an instant; index verification_answered. */
export async function deleteVerificationsBefore(
  tx: Transaction,
  corporationId: string,
  instant: number,
): Promise<void> {
  await tx
    .delete(verification)
    .where(
      and(eq(verification.corporationId, corporationId), lt(verification.answeredAt, instant)),
    );
}
