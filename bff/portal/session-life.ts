import type { ProblemCode } from '../contract/problem.ts';
import type { SessionEnd } from '../contract/session.ts';

/** What decides how long a session may be used. Instants in milliseconds. */
export interface SessionLife {
  lastSeenAt: number;
  expiresAt: number;
  /** Null unless the session was ended before its time. */
  endedBy: SessionEnd | null;
}

/** When a session ends if nothing more is asked. `idle` in milliseconds. */
export function endOfSession(
  { lastSeenAt, expiresAt }: Omit<SessionLife, 'endedBy'>,
  idle: number,
): number {
  return Math.min(lastSeenAt + idle, expiresAt);
}

/** Why a session can't be used at an instant, or undefined if it can. */
export function whyOver(session: SessionLife, now: number, idle: number): ProblemCode | undefined {
  if (session.endedBy === 'signed-in-elsewhere') return 'signed-in-elsewhere';
  if (session.endedBy !== null || now >= endOfSession(session, idle)) return 'session-ended';
  return undefined;
}
