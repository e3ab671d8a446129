import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { auditEntry } from './schema/index.ts';
import { statement } from './statement.ts';

export type AuditRow = typeof auditEntry.$inferSelect;

export async function insertAuditEntry(tx: Transaction, row: AuditRow): Promise<void> {
  await insert(tx).execute({ ...row });
}

const insert = statement((tx) =>
  tx.insert(auditEntry).values({
    corporationId: sql.placeholder('corporationId'),
    seq: sql.placeholder('seq'),
    at: sql.placeholder('at'),
    action: sql.placeholder('action'),
    targetId: sql.placeholder('targetId'),
    entry: sql.placeholder('entry'),
    prevHash: sql.placeholder('prevHash'),
    entryHash: sql.placeholder('entryHash'),
  }),
);

/** In the order of the chain, from the entry after `afterSeq`; primary key. */
export async function listAuditEntries(
  tx: Transaction,
  corporationId: string,
  afterSeq: number,
  limit: number,
): Promise<AuditRow[]> {
  return tx
    .select()
    .from(auditEntry)
    .where(and(eq(auditEntry.corporationId, corporationId), gt(auditEntry.seq, afterSeq)))
    .orderBy(asc(auditEntry.seq))
    .limit(limit);
}
