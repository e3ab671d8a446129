// Ids of the portal's assertions that were used. An id is forgotten only together with all that are
// older: how far that went is kept, so that a clock that goes back makes nothing new again.
import { and, eq, lte, ne, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { usedAssertion } from './schema/index.ts';

export type UsedAssertion = typeof usedAssertion.$inferInsert;

/** The row that tells how far a corporation's ids were forgotten. No `jti` has a space in it. */
const forgotten = 'forgotten until';

/** False if it was used before, or if nobody can tell any more. Primary key. */
export async function useAssertion(tx: Transaction, row: UsedAssertion): Promise<boolean> {
  const [last] = await tx
    .select({ until: usedAssertion.expiresAt })
    .from(usedAssertion)
    .where(isNamed(row.corporationId, forgotten));
  if (last !== undefined && row.expiresAt <= last.until) return false;
  const used = await tx.insert(usedAssertion).values(row).onConflictDoNothing().returning();
  return used.length === 1;
}

/** Forgets the ids of a corporation that are past their time. Primary key's prefix. */
export async function forgetAssertions(
  tx: Transaction,
  corporationId: string,
  now: number,
): Promise<void> {
  const gone = await tx
    .delete(usedAssertion)
    .where(
      and(
        eq(usedAssertion.corporationId, corporationId),
        lte(usedAssertion.expiresAt, now),
        ne(usedAssertion.assertionId, forgotten),
      ),
    )
    .returning({ expiresAt: usedAssertion.expiresAt });
  if (gone.length === 0) return;
  const until = Math.max(...gone.map(({ expiresAt }) => expiresAt));
  await tx
    .insert(usedAssertion)
    .values({ corporationId, assertionId: forgotten, expiresAt: until })
    .onConflictDoUpdate({
      target: [usedAssertion.corporationId, usedAssertion.assertionId],
      set: { expiresAt: until },
      setWhere: sql`${usedAssertion.expiresAt} < ${until}`,
    });
}

/** A row that only shows that rows can be written. No corporation has an empty id. Primary key. */
export async function noteReadiness(tx: Transaction, now: number): Promise<void> {
  await tx
    .insert(usedAssertion)
    .values({ corporationId: '', assertionId: 'readiness', expiresAt: now })
    .onConflictDoUpdate({
      target: [usedAssertion.corporationId, usedAssertion.assertionId],
      set: { expiresAt: now },
    });
}

function isNamed(corporationId: string, assertionId: string) {
  return and(
    eq(usedAssertion.corporationId, corporationId),
    eq(usedAssertion.assertionId, assertionId),
  );
}
