// What wrong codes cost: pure arithmetic on the counters of one actor and one token, and, where
// several people use one token, on those of all of them together. The store keeps the counters, the
// operation commits them together with the verdict.
import { day, hour, minute } from '../durations.ts';

/** Wrong codes in a row before a pause, and again after each pause (EU 2018/389 Art. 4(3)(b)). */
const triesBeforePause = 5;

/** How long the first, second and every later pause lasts. */
const pauses = [30 * minute, 60 * minute, 120 * minute] as const;

/** Wrong codes without a success after which the bank has to act (PCI DSS 8.3.4: at most 10). */
const triesBeforeDisable = 10;

/** Wrong codes in any 24 hours after which the bank has to act, successes in between or not. */
const triesADay = 30;

/** Tries left are told from the third wrong code on. */
const warnFrom = 3;

/** Wrong codes of all who use a shared token that anybody may show in any hour. */
const sharedTriesAnHour = 20;

/** Wrong codes of all of them without a success of anybody (NIST SP 800-63B-4 section 3.2.2). */
const sharedTriesBeforeDisable = 100;

/** Instants in milliseconds since the epoch; 0 stands for never. */
export interface Attempts {
  /** Wrong codes since the last success. */
  consecutive: number;
  /** When the latest wrong codes were shown, oldest first. A success does not reset them. */
  recent: readonly number[];
  pausedUntil: number;
  /** Since when the bank has to act. */
  disabledAt: number;
}

export const noAttempts: Attempts = { consecutive: 0, recent: [], pausedUntil: 0, disabledAt: 0 };

export function isPaused(attempts: Attempts, now: number): boolean {
  return attempts.pausedUntil > now;
}

export function isDisabled(attempts: Attempts): boolean {
  return attempts.disabledAt > 0;
}

/** Counts one wrong code of one actor, who is neither paused nor disabled. `now` in milliseconds. */
export function charge(before: Attempts, now: number): Attempts {
  const recent = remember(before.recent, now, { span: day, most: triesADay });
  const consecutive = before.consecutive + 1;
  const pausing = consecutive % triesBeforePause === 0;
  const disabling = consecutive >= triesBeforeDisable || recent.length >= triesADay;
  return {
    consecutive,
    recent,
    pausedUntil: pausing ? now + pauseAfter(consecutive) : before.pausedUntil,
    disabledAt: before.disabledAt === 0 && disabling ? now : before.disabledAt,
  };
}

/** Counts one wrong code of anybody who uses a shared token. `now` in milliseconds. */
export function chargeShared(before: Attempts, now: number): Attempts {
  const recent = remember(before.recent, now, { span: hour, most: sharedTriesAnHour });
  const consecutive = before.consecutive + 1;
  const [oldest = now] = recent;
  const pausing = recent.length >= sharedTriesAnHour;
  const disabling = consecutive >= sharedTriesBeforeDisable;
  return {
    consecutive,
    recent,
    pausedUntil: pausing ? Math.max(before.pausedUntil, oldest + hour) : before.pausedUntil,
    disabledAt: before.disabledAt === 0 && disabling ? now : before.disabledAt,
  };
}

/** A right code ends the row of wrong ones; those of the last day stay. */
export function afterSuccess(before: Attempts): Attempts {
  return { ...before, consecutive: 0 };
}

/** Wrong codes left before the next pause or the end; undefined while it is too early to warn. */
export function triesLeft({ consecutive, recent }: Attempts): number | undefined {
  const toPause = triesBeforePause - (consecutive % triesBeforePause);
  const left = Math.min(toPause, triesADay - recent.length);
  return left <= triesBeforePause - warnFrom ? left : undefined;
}

function pauseAfter(consecutive: number): number {
  const nth = consecutive / triesBeforePause - 1;
  return pauses[Math.min(nth, pauses.length - 1)] ?? pauses[0];
}

/** The instants that still count, and this one. A clock that went back makes none of them old. */
function remember(
  recent: readonly number[],
  now: number,
  { span, most }: { span: number; most: number },
): number[] {
  return [...recent.filter((at) => at > now - span), now].slice(-most);
}
