// Sessions and the assertions that made them. A session row holds no rights: the member's are read
// with it, so that what the portal took away is gone with the next request.
import { and, eq, lt, lte, sql } from 'drizzle-orm';
import type { Role } from '../contract/member.ts';
import type { Transaction } from './database.ts';
import { member, session, usedAssertion } from './schema/index.ts';
import { statement } from './statement.ts';

export type SessionRow = typeof session.$inferSelect;
export type SessionName = Pick<SessionRow, 'corporationId' | 'sessionHash'>;

/** A session with its member as he is now. */
export interface SessionWithMember extends SessionRow {
  name: string;
  role: Role;
  /** 0 for the master. */
  rank: number;
}

const sessionWithMember = statement((tx) =>
  tx
    .select({
      corporationId: session.corporationId,
      sessionHash: session.sessionHash,
      customerId: session.customerId,
      portalSessionId: session.portalSessionId,
      authenticatedAt: session.authenticatedAt,
      lastSeenAt: session.lastSeenAt,
      expiresAt: session.expiresAt,
      endedAt: session.endedAt,
      endedBy: session.endedBy,
      name: member.name,
      role: member.role,
      rank: member.rank,
    })
    .from(session)
    .innerJoin(
      member,
      and(
        eq(member.corporationId, session.corporationId),
        eq(member.customerId, session.customerId),
      ),
    )
    .where(
      and(
        eq(session.corporationId, sql.placeholder('corporationId')),
        eq(session.sessionHash, sql.placeholder('sessionHash')),
      ),
    ),
);

/** Undefined also if the member is gone. Primary keys of both tables. */
export async function findSession(
  tx: Transaction,
  name: SessionName,
): Promise<SessionWithMember | undefined> {
  const [found] = await sessionWithMember(tx).execute({ ...name });
  return found;
}

export async function insertSession(tx: Transaction, row: SessionRow): Promise<void> {
  await tx.insert(session).values(row);
}

/** Notes that a session is in use; never moves the note back. Primary key. */
export async function touchSession(
  tx: Transaction,
  { corporationId, sessionHash }: SessionName,
  now: number,
): Promise<void> {
  await tx
    .update(session)
    .set({ lastSeenAt: now })
    .where(
      and(
        eq(session.corporationId, corporationId),
        eq(session.sessionHash, sessionHash),
        lt(session.lastSeenAt, now),
      ),
    );
}

/** Primary key. */
export async function deleteSession(
  tx: Transaction,
  { corporationId, sessionHash }: SessionName,
): Promise<void> {
  await tx
    .delete(session)
    .where(and(eq(session.corporationId, corporationId), eq(session.sessionHash, sessionHash)));
}

/** False if it was used before. Primary key. */
export async function useAssertion(
  tx: Transaction,
  row: typeof usedAssertion.$inferInsert,
): Promise<boolean> {
  const used = await tx.insert(usedAssertion).values(row).onConflictDoNothing().returning();
  return used.length === 1;
}

/** Forgets what no longer matters to anybody of a corporation. Prefix of both primary keys. */
export async function deleteExpired(
  tx: Transaction,
  corporationId: string,
  now: number,
): Promise<void> {
  await tx
    .delete(usedAssertion)
    .where(and(eq(usedAssertion.corporationId, corporationId), lte(usedAssertion.expiresAt, now)));
  await tx
    .delete(session)
    .where(and(eq(session.corporationId, corporationId), lte(session.expiresAt, now)));
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
