import type { Session } from '../../bff/contract/session.ts';

/** Milliseconds. WCAG 2.2.1 wants the warning early enough to react; the bank's rule is 2 min. */
export const warningTime = 2 * 60 * 1_000;

/** Milliseconds; instants are since the epoch, by the server's clock. */
export interface SessionTimes {
  /** How long the session lives without a question. */
  readonly idle: number;
  /** When it ends whatever is asked. */
  readonly latestEnd: number;
  /** When the server last answered. */
  readonly answeredAt: number;
}

export type SessionPhase =
  | { phase: 'active' }
  | { phase: 'ending'; secondsLeft: number }
  /** Nothing was asked for too long, or it has lasted as long as a session may. */
  | { phase: 'ended'; by: 'idle' | 'limit' };

/** Times of a session that the server has told at `now`. */
export function sessionTimes(session: Session, now: number): SessionTimes {
  return {
    idle: Date.parse(session.idleEndsAt) - now,
    latestEnd: Date.parse(session.endsAt),
    answeredAt: now,
  };
}

export function phaseAt(times: SessionTimes, now: number): SessionPhase {
  const left = endOf(times) - now;
  if (left <= 0) return { phase: 'ended', by: isPastLimit(times, now) ? 'limit' : 'idle' };
  if (left <= warningTime) return { phase: 'ending', secondsLeft: Math.ceil(left / 1_000) };
  return { phase: 'active' };
}

/** Milliseconds from `now` until the phase changes. */
export function untilNextPhase(times: SessionTimes, now: number): number {
  const left = endOf(times) - now;
  return left > warningTime ? left - warningTime : Math.max(0, left);
}

function isPastLimit({ latestEnd }: SessionTimes, now: number): boolean {
  return now >= latestEnd;
}

function endOf({ idle, latestEnd, answeredAt }: SessionTimes): number {
  return Math.min(answeredAt + idle, latestEnd);
}
