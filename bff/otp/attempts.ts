// What wrong codes cost: pure arithmetic on the counters of one actor and one token. The store
// keeps the counters, the operation commits them together with the verdict.
import { day, minute } from '../durations.ts';

/** Wrong codes in a row before a pause, and again after each pause (EU 2018/389 Art. 4(3)(b)). */
const triesBeforePause = 5;

/** How long the first, second and every later pause lasts. */
const pauses = [30 * minute, 60 * minute, 120 * minute] as const;

/** Wrong codes without a success after which the bank has to act (PCI DSS 8.3.4: at most 10). */
const triesBeforeDisable = 10;

/** Wrong codes in a day after which the bank has to act, successes in between or not. */
const triesADay = 30;

/** Tries left are told from the third wrong code on. */
const warnFrom = 3;

export interface Attempts {
  /** Wrong codes since the last success. */
  consecutive: number;
  /** Wrong codes since `windowStart`. */
  inWindow: number;
  /** Milliseconds since the epoch. */
  windowStart: number;
  /** Milliseconds since the epoch; 0 when not paused. */
  pausedUntil: number;
}

export const noAttempts: Attempts = { consecutive: 0, inWindow: 0, windowStart: 0, pausedUntil: 0 };

export interface Charge {
  attempts: Attempts;
  /** True when the token must wait for the bank. Never for a token that several people use. */
  disable: boolean;
  /** Undefined while it is too early to warn. */
  triesLeft?: number;
}

export function isPaused(attempts: Attempts, now: number): boolean {
  return attempts.pausedUntil > now;
}

/** Counts one wrong code. `now` in milliseconds. */
export function charge(before: Attempts, now: number, options: { shared: boolean }): Charge {
  const sameDay = now - before.windowStart < day;
  const consecutive = before.consecutive + 1;
  const inWindow = sameDay ? before.inWindow + 1 : 1;
  const pausing = consecutive % triesBeforePause === 0;
  const attempts: Attempts = {
    consecutive,
    inWindow,
    windowStart: sameDay ? before.windowStart : now,
    pausedUntil: pausing ? now + pauseAfter(consecutive) : before.pausedUntil,
  };
  const disable = !options.shared && (consecutive >= triesBeforeDisable || inWindow >= triesADay);
  const since = consecutive % triesBeforePause;
  return since >= warnFrom
    ? { attempts, disable, triesLeft: triesBeforePause - since }
    : { attempts, disable };
}

/** A right code ends the row of wrong ones; the day's count stays. */
export function afterSuccess(before: Attempts): Attempts {
  return { ...before, consecutive: 0, pausedUntil: 0 };
}

function pauseAfter(consecutive: number): number {
  const nth = consecutive / triesBeforePause - 1;
  return pauses[Math.min(nth, pauses.length - 1)] ?? pauses[0];
}
