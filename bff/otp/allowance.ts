// How often something may be done in a while: pure arithmetic on a count and its window.
import { hour } from '../durations.ts';

/** What is allowed, `times` in `window` milliseconds. */
export interface Allowance {
  times: number;
  window: number;
}

/** Token ids that can't be registered which an administrator may name (A39). */
export const unknownTokenIds: Allowance = { times: 5, window: hour };

/**
 * Wrong codes of tokens in stock that an administrator may show; a pair of codes costs two (A10).
 * They pause nobody, because a token in stock proves nothing yet.
 */
export const registrationCodes: Allowance = { times: 10, window: hour };

export interface Used {
  count: number;
  /** Milliseconds since the epoch. */
  windowStart: number;
}

/** The instant from which it may be done again; undefined if it may be done now. */
export function spentUntil(used: Used, { times, window }: Allowance, now: number) {
  const end = used.windowStart + window;
  return isOpen(used, window, now) && used.count >= times ? end : undefined;
}

/** Counts `cost` more, in the window that is open or in a new one. */
export function use(used: Used, { window }: Allowance, now: number, cost = 1): Used {
  return isOpen(used, window, now)
    ? { ...used, count: used.count + cost }
    : { count: cost, windowStart: now };
}

/** A clock that went back opens no new window. */
function isOpen({ windowStart }: Used, window: number, now: number): boolean {
  return windowStart > 0 && now < windowStart + window;
}
