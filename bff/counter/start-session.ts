// Makes or keeps a session for whom the portal vouches. Using up the assertion and what follows from it
// are one transaction: of two requests with one assertion exactly one succeeds (A64).
import { Refusal } from '../errors/refusal.ts';
import { assertionRefused, sessionStarted } from '../events.ts';
import { largestUnseenStepBack } from '../otp/clock-limits.ts';
import type { Assertion } from '../portal/assertion.ts';
import { RefusedAssertion } from '../portal/refused-assertion.ts';
import { whyOver } from '../portal/session-life.ts';
import { createSessionToken, readSessionToken, type SessionKey } from '../portal/session-token.ts';
import type { Context } from '../ports.ts';
import { endSessions, enterBeginning } from '../sessions/end-sessions.ts';
import { enterRefusedAssertion } from '../sessions/enter-refused-assertion.ts';
import { forgetAssertions, useAssertion } from '../store/assertion-store.ts';
import { type Corporation, lockCorporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { findMember } from '../store/member-store.ts';
import {
  deleteExpiredSessions,
  findSessionRow,
  hasNewerSession,
  insertSession,
  keepSession,
  type SessionRow,
  wasEndedSince,
} from '../store/session-store.ts';

export interface StartSession {
  /** The portal's signed word. */
  assertion: string;
  /** Value of the cookie that came along. */
  earlierToken?: string | undefined;
  requestId: string;
}

/** A cookie's value is told once and kept nowhere; a session that is kept has its cookie already. */
export type StartedSession = { kind: 'begun'; token: string } | { kind: 'kept' };

/**
 * `POST /session`. The session whose cookie came along is kept if the portal vouches for the same
 * corporation, member and portal session; otherwise it ends, and a new one begins (A65).
 *
 * @throws {Refusal} `session-ended`, whatever is wrong with the assertion; `signed-in-elsewhere` if
 *   the member gave their password for another portal session since; `clock-unreliable`.
 */
export async function startSession(context: Context, asked: StartSession): Promise<StartedSession> {
  const now = context.clockWatch.now();
  try {
    return await start(context, asked, now);
  } catch (error) {
    // Every refused assertion passes here, with its reason and, if the portal signed it, its member.
    if (error instanceof Refusal && error.cause instanceof RefusedAssertion) {
      const { message: reason, vouched } = error.cause;
      const { requestId } = asked;
      assertionRefused(context.log, { requestId, reason, ...vouched });
      const { code } = error;
      if (vouched !== undefined)
        await enterRefusedAssertion(context, { vouched, reason, code, requestId, at: now });
    }
    throw error;
  }
}

async function start(
  context: Context,
  { assertion, earlierToken, requestId }: StartSession,
  now: number,
): Promise<StartedSession> {
  const { config, database, log } = context;
  const vouched = await context.assertions.verify(assertion, now);
  const token = createSessionToken(vouched.corporationId);
  const key = readSessionToken(token);
  if (key === undefined) throw new Error('The corporation has an id that no cookie can carry');
  const { corporationId, customerId, master, portalSessionId, authenticatedAt } = vouched;
  const row: SessionRow = {
    ...key,
    customerId,
    portalSessionId,
    authenticatedAt,
    lastSeenAt: now,
    expiresAt: Math.min(now + config.session.absolute, vouched.portalEndsAt ?? Infinity),
    endedAt: null,
    endedBy: null,
  };
  const earlier = earlierToken === undefined ? undefined : readSessionToken(earlierToken);
  const kind = await database.write(async (tx) => {
    const { corporation, presented } = await lockBoth(tx, vouched, earlier);
    await assertMember(tx, vouched);
    await assertPortalSession(tx, vouched, now);
    await deleteExpiredSessions(tx, corporationId, now);
    await forgetAssertions(tx, corporationId, now);
    await spend(tx, vouched);
    if (presented !== undefined && isSame(presented.row, row, now, config.session.idle)) {
      await keepSession(tx, presented.row, newerOf(presented.row, row));
      return 'kept';
    }
    await begin(context, tx, { corporation, presented, row, requestId });
    return 'begun';
  });
  if (kind === 'kept') return { kind };
  sessionStarted(log, { corporationId, customerId, master });
  return { kind, token };
}

/** The session whose cookie came along, with its corporation, which may be another one. */
interface Presented {
  corporation: Corporation;
  row: SessionRow;
}

/**
 * Locks the corporation that the portal speaks of, and that of the session whose cookie came along. Two
 * are locked in the order of their ids, so that no two requests wait for each other.
 */
async function lockBoth(
  tx: Transaction,
  vouched: Assertion,
  earlier: SessionKey | undefined,
): Promise<{ corporation: Corporation; presented: Presented | undefined }> {
  const known = earlier && (await findSessionRow(tx, earlier));
  const ids = new Set([vouched.corporationId, known?.corporationId ?? vouched.corporationId]);
  const locked = new Map<string, Corporation | undefined>();
  for (const id of [...ids].sort()) locked.set(id, await lockCorporation(tx, id));
  const corporation = locked.get(vouched.corporationId);
  if (corporation === undefined) throw refuse('the corporation is not known', vouched);
  // Read again: it may have ended while we waited for the lock.
  const row = known && (await findSessionRow(tx, known));
  const its = row && locked.get(row.corporationId);
  return { corporation, presented: row && its && { corporation: its, row } };
}

/** Whom the portal calls a user never gets the master's rights from an older list (P28). */
async function assertMember(tx: Transaction, vouched: Assertion): Promise<void> {
  const found = await findMember(tx, vouched.corporationId, vouched.customerId);
  if (found === undefined) throw refuse('the member is not in the list', vouched);
  if (found.member.rank === 0 && !vouched.master) throw refuse('no longer the master', vouched);
}

/** What the portal said before it ended its session, or too late in it, begins none of ours. */
async function assertPortalSession(tx: Transaction, vouched: Assertion, now: number) {
  const { issuedAt, portalEndsAt = Infinity } = vouched;
  if (portalEndsAt <= now) throw refuse("the portal's session is over", vouched);
  const ended = await wasEndedSince(tx, vouched, issuedAt);
  if (ended) throw refuse('the portal has ended its session since', vouched);
}

/** An id is kept for as long as any clock of ours could take the assertion to be in force. */
async function spend(tx: Transaction, vouched: Assertion): Promise<void> {
  const { corporationId, assertionId } = vouched;
  const expiresAt = vouched.expiresAt + largestUnseenStepBack;
  const first = await useAssertion(tx, { corporationId, assertionId, expiresAt });
  if (!first) throw refuse('the assertion was used before', vouched);
}

function isSame(presented: SessionRow, vouched: SessionRow, now: number, idle: number): boolean {
  return (
    presented.corporationId === vouched.corporationId &&
    presented.customerId === vouched.customerId &&
    presented.portalSessionId === vouched.portalSessionId &&
    whyOver(presented, now, idle) === undefined
  );
}

/** A session that is kept ends no later than it would have, nor than the portal's. */
function newerOf(presented: SessionRow, vouched: SessionRow) {
  return {
    authenticatedAt: Math.max(presented.authenticatedAt, vouched.authenticatedAt),
    lastSeenAt: Math.max(presented.lastSeenAt, vouched.lastSeenAt),
    expiresAt: Math.min(presented.expiresAt, vouched.expiresAt),
  };
}

/** Ends what the new session takes the place of, and begins it. */
async function begin(
  context: Context,
  tx: Transaction,
  beginning: {
    corporation: Corporation;
    presented: Presented | undefined;
    row: SessionRow;
    requestId: string;
  },
): Promise<void> {
  const { corporation, presented, row, requestId } = beginning;
  const { customerId, portalSessionId, lastSeenAt: at } = row;
  const { idle, single } = context.config.session;
  if (single && (await hasNewerSession(tx, row, { at, idle })))
    throw refuse('a newer session of the portal took its place', row, 'signed-in-elsewhere');
  const ending = { at, idle, actor: customerId, requestId };
  let head = corporation;
  if (presented !== undefined) {
    const which = { sessionHash: presented.row.sessionHash };
    const its = { ...ending, which, by: 'replaced', actor: presented.row.customerId } as const;
    const ended = await endSessions(context, tx, presented.corporation, its);
    if (head.corporationId === ended.head.corporationId) head = ended.head;
  }
  if (single) {
    const which = { customerId, otherThan: { portalSessionId } };
    const older = { ...ending, which, by: 'signed-in-elsewhere' } as const;
    ({ head } = await endSessions(context, tx, head, older));
  }
  await insertSession(tx, row);
  await enterBeginning(context, tx, head, row, requestId);
}

function refuse(
  reason: string,
  { corporationId, customerId }: Pick<SessionRow, 'corporationId' | 'customerId'>,
  code: 'session-ended' | 'signed-in-elsewhere' = 'session-ended',
): Refusal {
  const cause = new RefusedAssertion(reason, { corporationId, customerId });
  return new Refusal(code, {}, { cause });
}
