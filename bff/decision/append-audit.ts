import { type AuditEvent, type AuditHead, chain } from '../audit/chain.ts';
import type { Context } from '../ports.ts';
import { insertAuditEntry } from '../store/audit-store.ts';
import { saveAuditHead } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';

/**
 * Enters an event into the corporation's history, in the transaction of what it tells of. `head` is
 * the corporation as locked in this transaction; what comes back carries the new head, for the
 * next entry of the same transaction.
 */
export async function appendAudit<Head extends AuditHead>(
  { config }: { config: Pick<Context['config'], 'environment'> },
  tx: Transaction,
  head: Head,
  event: AuditEvent,
): Promise<Head> {
  const entry = chain(config.environment, head, event);
  const next = { ...head, auditSeq: entry.seq, auditHash: entry.entryHash };
  await insertAuditEntry(tx, entry);
  await saveAuditHead(tx, next);
  return next;
}
