import { second } from '../durations.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Actor } from '../portal/actor.ts';
import { endOfSession, whyOver } from '../portal/session-life.ts';
import { readSessionToken } from '../portal/session-token.ts';
import type { Context } from '../ports.ts';
import { findSession, touchSession, type SessionWithMember } from '../store/session-store.ts';

/** A write for each request would cost more than the request; the idle time ends this much early. */
const touchEvery = 30 * second;

/**
 * Finds the actor of a session cookie, with the rights that they have at this moment.
 *
 * @throws {Refusal} `session-ended`: unknown, ended, idle for too long, too old, or the member is
 *   gone; `signed-in-elsewhere`; `clock-unreliable`: nobody can tell whether it is over.
 */
export async function resumeSession(
  context: Context,
  token: string,
  requestId: string,
): Promise<Actor> {
  const { clockWatch, config, database } = context;
  const { idle } = config.session;
  const key = readSessionToken(token);
  if (key === undefined) throw new Refusal('session-ended');
  const found = await database.read((tx) => findSession(tx, key));
  if (found === undefined) throw new Refusal('session-ended');
  const now = clockWatch.now();
  const over = whyOver(found, now, idle);
  if (over !== undefined) throw new Refusal(over);
  const seen = now - found.lastSeenAt < touchEvery ? found : { ...found, lastSeenAt: now };
  if (seen !== found) await database.write((tx) => touchSession(tx, key, now));
  return { ...toActor(seen, idle), requestId };
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
    idleEndsAt: endOfSession(found, idle),
    endsAt: found.expiresAt,
  };
}
