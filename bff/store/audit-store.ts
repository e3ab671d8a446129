import { and, asc, eq, gt } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { auditEntry } from './schema/index.ts';

export type AuditRow = typeof auditEntry.$inferSelect;

export async function insertAuditEntry(tx: Transaction, row: AuditRow): Promise<void> {
  await tx.insert(auditEntry).values(row);
}

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
