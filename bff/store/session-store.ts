// Sessions. A row holds no rights: the member's are read with it, so that what the portal took away is
// gone with the next request. A session that was ended keeps its row until it would have expired.
// Whoever begins or ends one has locked the corporation before.
import { and, eq, gt, gte, inArray, isNull, lt, lte, ne, type SQL, sql } from 'drizzle-orm';
import type { Role } from '../contract/member.ts';
import type { SessionEnd } from '../contract/session.ts';
import type { Transaction } from './database.ts';
import { member, session } from './schema/index.ts';
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

/** The row alone, whether its member is still there or not. Primary key. */
export async function findSessionRow(
  tx: Transaction,
  name: SessionName,
): Promise<SessionRow | undefined> {
  const [found] = await tx.select().from(session).where(isNamed(name));
  return found;
}

export async function insertSession(tx: Transaction, row: SessionRow): Promise<void> {
  await tx.insert(session).values(row);
}

/** Notes that a session is in use; never moves the note back. Primary key. */
export async function touchSession(tx: Transaction, name: SessionName, now: number): Promise<void> {
  await tx
    .update(session)
    .set({ lastSeenAt: now })
    .where(and(isNamed(name), lt(session.lastSeenAt, now)));
}

/** Writes down what the portal's newer word says of a session that goes on. Primary key. */
export async function keepSession(
  tx: Transaction,
  name: SessionName,
  newer: Pick<SessionRow, 'authenticatedAt' | 'lastSeenAt' | 'expiresAt'>,
): Promise<void> {
  await tx.update(session).set(newer).where(isNamed(name));
}

/** Which sessions of a corporation: one, those of a portal session, or those of a member. */
export type WhichSessions =
  | { sessionHash: string }
  | { portalSessionId: string }
  | { customerId: string; otherThan?: { sessionHash: string } | { portalSessionId: string } };

/** An end before its time. */
export interface EndingOfSessions {
  /** Milliseconds. */
  at: number;
  by: SessionEnd;
  /** Milliseconds. A session that was idle for so long is over already; absent: those end, too. */
  idle?: number | undefined;
}

/** Ends sessions that are not over yet, and gives them. Primary key, or session_portal or _member. */
export async function endSessionsOf(
  tx: Transaction,
  corporationId: string,
  which: WhichSessions,
  { at, by, idle }: EndingOfSessions,
): Promise<SessionRow[]> {
  return tx
    .update(session)
    .set({ endedAt: at, endedBy: by })
    .where(
      and(
        eq(session.corporationId, corporationId),
        isNull(session.endedAt),
        gt(session.expiresAt, at),
        idle === undefined ? undefined : gt(session.lastSeenAt, at - idle),
        isOneOf(which),
      ),
    )
    .returning();
}

/** Ends of a member's sessions that no word of the portal from before them may undo. */
const standing: SessionEnd[] = ['portal', 'rights-lost'];

/**
 * True if sessions of this member and portal session were ended at `vouchedAt` or later: what the
 * portal said before it ended them begins no new one. Index session_member.
 */
export async function wasEndedSince(
  tx: Transaction,
  of: Pick<SessionRow, 'corporationId' | 'customerId' | 'portalSessionId'>,
  vouchedAt: number,
): Promise<boolean> {
  const found = await tx
    .select({ endedAt: session.endedAt })
    .from(session)
    .where(
      and(
        eq(session.corporationId, of.corporationId),
        eq(session.customerId, of.customerId),
        eq(session.portalSessionId, of.portalSessionId),
        inArray(session.endedBy, standing),
        gte(session.endedAt, vouchedAt),
      ),
    )
    .limit(1);
  return found.length > 0;
}

/**
 * True if the member has a live session of another portal session for which they gave their password
 * later. Index session_member.
 */
export async function hasNewerSession(
  tx: Transaction,
  of: Pick<SessionRow, 'corporationId' | 'customerId' | 'portalSessionId' | 'authenticatedAt'>,
  { at, idle }: { at: number; idle: number },
): Promise<boolean> {
  const found = await tx
    .select({ sessionHash: session.sessionHash })
    .from(session)
    .where(
      and(
        eq(session.corporationId, of.corporationId),
        eq(session.customerId, of.customerId),
        ne(session.portalSessionId, of.portalSessionId),
        gt(session.authenticatedAt, of.authenticatedAt),
        isNull(session.endedAt),
        gt(session.expiresAt, at),
        gt(session.lastSeenAt, at - idle),
      ),
    )
    .limit(1);
  return found.length > 0;
}

/** Every session of every corporation is over from this instant on. Index session_expiry. */
export async function expireAllSessions(tx: Transaction, now: number): Promise<void> {
  await tx.update(session).set({ expiresAt: now }).where(gt(session.expiresAt, now));
}

/** Forgets the sessions of a corporation that nobody need be told of. Primary key's prefix. */
export async function deleteExpiredSessions(
  tx: Transaction,
  corporationId: string,
  now: number,
): Promise<void> {
  await tx
    .delete(session)
    .where(and(eq(session.corporationId, corporationId), lte(session.expiresAt, now)));
}

function isNamed({ corporationId, sessionHash }: SessionName): SQL | undefined {
  return and(eq(session.corporationId, corporationId), eq(session.sessionHash, sessionHash));
}

function isOneOf(which: WhichSessions): SQL | undefined {
  if ('sessionHash' in which) return eq(session.sessionHash, which.sessionHash);
  if ('portalSessionId' in which) return eq(session.portalSessionId, which.portalSessionId);
  const { customerId, otherThan } = which;
  return and(eq(session.customerId, customerId), otherThan && isAnother(otherThan));
}

function isAnother(than: { sessionHash: string } | { portalSessionId: string }): SQL {
  return 'sessionHash' in than
    ? ne(session.sessionHash, than.sessionHash)
    : ne(session.portalSessionId, than.portalSessionId);
}
