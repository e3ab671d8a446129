// Refusals that are counted instead of entered one by one. A row lives while its counting is open.
import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { bytewise } from '#columns';
import type { Transaction } from './database.ts';
import { repeatedRefusal } from './schema/index.ts';
import { statement } from './statement.ts';

export type RepeatedRefusal = typeof repeatedRefusal.$inferSelect;

export type RefusalKey = Pick<
  RepeatedRefusal,
  'corporationId' | 'action' | 'actorId' | 'subject' | 'result'
>;

/** Primary key. */
export async function findRepeatedRefusal(
  tx: Transaction,
  key: RefusalKey,
): Promise<RepeatedRefusal | undefined> {
  const [found] = await byKey(tx).execute(onlyKey(key));
  return found;
}

const byKey = statement((tx) =>
  tx
    .select()
    .from(repeatedRefusal)
    .where(
      and(
        eq(repeatedRefusal.corporationId, sql.placeholder('corporationId')),
        eq(repeatedRefusal.action, sql.placeholder('action')),
        eq(repeatedRefusal.actorId, sql.placeholder('actorId')),
        eq(repeatedRefusal.subject, sql.placeholder('subject')),
        eq(repeatedRefusal.result, sql.placeholder('result')),
      ),
    ),
);

/** Begins to count, or begins anew. Primary key. */
export async function openRepeatedRefusal(
  tx: Transaction,
  row: Omit<RepeatedRefusal, 'count'>,
): Promise<void> {
  const { corporationId, action, actorId, subject, result } = repeatedRefusal;
  const { since, until } = row;
  await tx
    .insert(repeatedRefusal)
    .values({ ...row, count: 0 })
    .onConflictDoUpdate({
      target: [corporationId, action, actorId, subject, result],
      set: { since, until, count: 0 },
    });
}

/** Primary key. */
export async function countRepeatedRefusal(tx: Transaction, key: RefusalKey): Promise<void> {
  await tx
    .update(repeatedRefusal)
    .set({ count: sql`${repeatedRefusal.count} + 1` })
    .where(is(key));
}

/** Primary key. */
export async function deleteRepeatedRefusal(tx: Transaction, key: RefusalKey): Promise<void> {
  await tx.delete(repeatedRefusal).where(is(key));
}

/** What is counted for a subject; primary key's prefix. */
export async function listRefusalsOf(
  tx: Transaction,
  corporationId: string,
  subject: string,
): Promise<RepeatedRefusal[]> {
  return tx
    .select()
    .from(repeatedRefusal)
    .where(
      and(eq(repeatedRefusal.corporationId, corporationId), eq(repeatedRefusal.subject, subject)),
    )
    .orderBy(asc(repeatedRefusal.since), asc(bytewise(repeatedRefusal.actorId)));
}

/** A corporation's countings that ended at `now` or before; primary key's prefix. */
export async function listEndedRefusals(
  tx: Transaction,
  corporationId: string,
  now: number,
): Promise<RepeatedRefusal[]> {
  return tx
    .select()
    .from(repeatedRefusal)
    .where(and(eq(repeatedRefusal.corporationId, corporationId), lte(repeatedRefusal.until, now)))
    .orderBy(asc(repeatedRefusal.since), asc(bytewise(repeatedRefusal.actorId)));
}

/**
 * Corporations in which a counting ended at `now` or before, `limit` at most. Reads the whole table,
 * which holds a row for each actor who is refused just now.
 */
export async function findCorporationsToTell(
  tx: Transaction,
  now: number,
  limit: number,
): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ corporationId: repeatedRefusal.corporationId })
    .from(repeatedRefusal)
    .where(lte(repeatedRefusal.until, now))
    .orderBy(asc(repeatedRefusal.corporationId))
    .limit(limit);
  return rows.map(({ corporationId }) => corporationId);
}

function onlyKey({ corporationId, action, actorId, subject, result }: RefusalKey) {
  return { corporationId, action, actorId, subject, result };
}

function is(key: RefusalKey) {
  return and(
    eq(repeatedRefusal.corporationId, key.corporationId),
    eq(repeatedRefusal.action, key.action),
    eq(repeatedRefusal.actorId, key.actorId),
    eq(repeatedRefusal.subject, key.subject),
    eq(repeatedRefusal.result, key.result),
  );
}
