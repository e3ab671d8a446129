import type { Context } from '../context.ts';
import { second } from '../durations.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Actor } from '../portal/actor.ts';
import { readSessionToken } from '../portal/session-token.ts';
import { findSession, touchSession, type SessionWithMember } from '../store/session-store.ts';

/** A write for each request would cost more than the request; the idle time ends this much early. */
const touchEvery = 30 * second;

/**
 * Finds the actor of a session cookie, with the rights that he has at this moment.
 *
 * @throws {Refusal} `session-ended`: unknown, idle for too long, too old, or the member is gone.
 */
export async function resumeSession(
  context: Context,
  token: string,
  requestId: string,
): Promise<Actor> {
  const { clock, config, database } = context;
  const key = readSessionToken(token);
  if (key === undefined) throw new Refusal('session-ended');
  const found = await database.read((tx) => findSession(tx, key));
  const now = clock.now();
  if (found === undefined || now >= endOf(found, config.session.idle))
    throw new Refusal('session-ended');
  const seen = now - found.lastSeenAt < touchEvery ? found : { ...found, lastSeenAt: now };
  if (seen !== found) await database.write((tx) => touchSession(tx, key, now));
  return { ...toActor(seen, config.session.idle), requestId };
}

function endOf({ lastSeenAt, expiresAt }: SessionWithMember, idle: number): number {
  return Math.min(lastSeenAt + idle, expiresAt);
}

function toActor(found: SessionWithMember, idle: number): Omit<Actor, 'requestId'> {
  return {
    corporationId: found.corporationId,
    customerId: found.customerId,
    name: found.name,
    role: found.role,
    master: found.rank === 0,
    sessionHash: found.sessionHash,
    authenticatedAt: found.authenticatedAt,
    idleEndsAt: endOf(found, idle),
    endsAt: found.expiresAt,
  };
}
