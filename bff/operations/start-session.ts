import type { Context } from '../context.ts';
import { Refusal } from '../errors/refusal.ts';
import { sessionStarted } from '../events.ts';
import type { Assertion } from '../portal/assertion.ts';
import { createSessionToken, readSessionToken } from '../portal/session-token.ts';
import type { Transaction } from '../store/database.ts';
import { findMember } from '../store/member-store.ts';
import {
  deleteExpired,
  deleteSession,
  insertSession,
  useAssertion,
  type SessionRow,
} from '../store/session-store.ts';

export interface StartSession {
  /** The portal's signed word. */
  assertion: string;
  /** Value of the cookie that came along: the new session never continues an old one (A65). */
  earlierToken?: string | undefined;
}

/** A cookie's value. It is told once and kept nowhere. */
export interface StartedSession {
  token: string;
}

/**
 * Makes a session for whom the portal vouches. Using up the assertion and making the session are one
 * transaction: of two requests with one assertion exactly one succeeds (A64).
 *
 * @throws {Refusal} `session-ended`, whatever is wrong with the assertion.
 */
export async function startSession(
  context: Context,
  { assertion, earlierToken }: StartSession,
): Promise<StartedSession> {
  const { clock, config, database, log } = context;
  const now = clock.now();
  const vouched = await context.assertions.verify(assertion, now);
  const token = createSessionToken(vouched.corporationId);
  const key = readSessionToken(token);
  if (key === undefined) throw new Error('The corporation has an id that no cookie can carry');
  const row: SessionRow = {
    ...key,
    customerId: vouched.customerId,
    portalSessionId: vouched.portalSessionId,
    authenticatedAt: vouched.authenticatedAt,
    lastSeenAt: now,
    expiresAt: now + config.session.absolute,
    endedAt: null,
    endedBy: null,
  };
  const earlier = earlierToken === undefined ? undefined : readSessionToken(earlierToken);
  await database.write(async (tx) => {
    await assertMember(tx, vouched);
    await deleteExpired(tx, vouched.corporationId, now);
    await spend(tx, vouched);
    if (earlier !== undefined) await deleteSession(tx, earlier);
    await insertSession(tx, row);
  });
  const { corporationId, customerId, master } = vouched;
  sessionStarted(log, { corporationId, customerId, master });
  return { token };
}

/** Whom the portal calls a user never gets the master's rights from an older list (P28). */
async function assertMember(tx: Transaction, vouched: Assertion): Promise<void> {
  const found = await findMember(tx, vouched.corporationId, vouched.customerId);
  if (found === undefined) throw refuse('the member is not in the list');
  if (found.member.rank === 0 && !vouched.master) throw refuse('no longer the master');
}

async function spend(tx: Transaction, { corporationId, assertionId, expiresAt }: Assertion) {
  const first = await useAssertion(tx, { corporationId, assertionId, expiresAt });
  if (!first) throw refuse('the assertion was used before');
}

function refuse(reason: string): Refusal {
  return new Refusal('session-ended', {}, { cause: new Error(reason) });
}
