// Histories read whole, and the tables that they tell of. Reads only; what is wrong is judged elsewhere.
import { and, asc, eq, exists, gt, isNull, or, sql } from 'drizzle-orm';
import { bytewise } from '#columns';
import type { AuditRow } from './audit-store.ts';
import type { Corporation } from './corporation-store.ts';
import type { Transaction } from './database.ts';
import {
  auditEntry,
  corporation,
  fence,
  intent,
  member,
  notice,
  registration,
  registrationEvent,
  stockBatch,
  token,
} from './schema/index.ts';
import { statement } from './statement.ts';

/** The next corporations after an id; `''` is before all of them. Primary key. */
export async function pageOfCorporations(
  tx: Transaction,
  after: string,
  limit: number,
): Promise<Corporation[]> {
  const { corporationId } = corporation;
  return tx
    .select()
    .from(corporation)
    .where(gt(bytewise(corporationId), after))
    .orderBy(asc(bytewise(corporationId)))
    .limit(limit);
}

/** The next entries of a corporation. Primary key. */
export async function pageOfEntries(
  tx: Transaction,
  corporationId: string,
  after: number,
  limit: number,
): Promise<AuditRow[]> {
  return page(tx).execute({ corporationId, after, limit });
}

const page = statement((tx) =>
  tx
    .select()
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.corporationId, sql.placeholder('corporationId')),
        gt(auditEntry.seq, sql.placeholder('after')),
      ),
    )
    .orderBy(asc(auditEntry.seq))
    .limit(sql.placeholder('limit')),
);

/** Corporations that entries name and that have no row, a hundred at most. */
export async function findStrayHistories(tx: Transaction): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ corporationId: auditEntry.corporationId })
    .from(auditEntry)
    .leftJoin(corporation, eq(corporation.corporationId, auditEntry.corporationId))
    .where(isNull(corporation.corporationId))
    .orderBy(asc(auditEntry.corporationId))
    .limit(faultsNamed);
  return rows.map(({ corporationId }) => corporationId);
}

const faultsNamed = 100;

/**
 * Corporations whose row and newest entry don't agree, a hundred at most. Two look-ups by primary key
 * for each corporation.
 */
export async function findBrokenEnds(tx: Transaction): Promise<string[]> {
  const own = eq(auditEntry.corporationId, corporation.corporationId);
  const later = tx
    .select({ seq: auditEntry.seq })
    .from(auditEntry)
    .where(and(own, gt(auditEntry.seq, corporation.auditSeq)));
  const last = tx
    .select({ seq: auditEntry.seq })
    .from(auditEntry)
    .where(
      and(
        own,
        eq(auditEntry.seq, corporation.auditSeq),
        eq(auditEntry.entryHash, corporation.auditHash),
      ),
    );
  const rows = await tx
    .select({ corporationId: corporation.corporationId })
    .from(corporation)
    .where(or(exists(later), sql`not ${exists(last)}`))
    .orderBy(asc(corporation.corporationId))
    .limit(faultsNamed);
  return rows.map(({ corporationId }) => corporationId);
}

/** What a corporation's history is compared with. Each by primary key's prefix. */
export async function readTables(tx: Transaction, corporationId: string) {
  const { receiptNumber, customerId, event, tokenId, at } = registrationEvent;
  const masters = await tx
    .select()
    .from(member)
    .where(and(eq(member.corporationId, corporationId), eq(member.rank, 0)));
  return {
    tokens: await tx.select().from(token).where(eq(token.corporationId, corporationId)),
    registrations: await tx
      .select()
      .from(registration)
      .where(eq(registration.corporationId, corporationId)),
    holdings: await tx
      .select({ receiptNumber, customerId, event, tokenId, at })
      .from(registrationEvent)
      .where(eq(registrationEvent.corporationId, corporationId)),
    intents: await tx
      .select({
        intentId: intent.intentId,
        operation: intent.operation,
        customerId: intent.customerId,
        committedTokenId: intent.committedTokenId,
        receipt: intent.receipt,
      })
      .from(intent)
      .where(and(eq(intent.corporationId, corporationId), eq(intent.state, 'committed'))),
    notices: await tx.select().from(notice).where(eq(notice.corporationId, corporationId)),
    batches: await tx.select().from(stockBatch).where(eq(stockBatch.corporationId, corporationId)),
    fences: await tx.select().from(fence).where(eq(fence.corporationId, corporationId)),
    master: masters.at(0)?.customerId,
  };
}
