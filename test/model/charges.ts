// What wrong codes cost, as arithmetic on one row of counts: pauses, disabling, and the hour's allowance.
import type { ProblemFacts } from '../../bff/contract/problem.ts';
import type { Attempts, Corporation, Used } from './world.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** 5, 10, 15 in a row pause for 30, 60, 120 minutes; 10 in a row or 30 in a day disable. */
export function chargeOwn(row: Attempts, now: number): void {
  row.consecutive += 1;
  row.recent = [...row.recent.filter((at) => at > now - day), now].slice(-30);
  const pauses: Record<number, number> = { 5: 30, 10: 60 };
  if (row.consecutive % 5 === 0) row.pausedUntil = now + (pauses[row.consecutive] ?? 120) * minute;
  if (row.consecutive >= 10 || row.recent.length >= 30) disable(row, now);
}

/** 20 in an hour pause everybody until the oldest is an hour old; 100 without a success disable. */
export function chargeAll(row: Attempts, now: number): void {
  row.consecutive += 1;
  row.recent = [...row.recent.filter((at) => at > now - hour), now].slice(-20);
  const [oldest = now] = row.recent;
  if (row.recent.length >= 20) row.pausedUntil = Math.max(row.pausedUntil, oldest + hour);
  if (row.consecutive >= 100) disable(row, now);
}

function disable(row: Attempts, now: number): void {
  if (row.disabledAt === 0) row.disabledAt = now;
}

export function warning({ consecutive, recent }: Attempts): ProblemFacts {
  const left = Math.min(5 - (consecutive % 5), 30 - recent.length);
  return left <= 2 ? { triesLeft: left } : {};
}

export function rowOf({ attempts }: Corporation, name: string): Attempts {
  attempts[name] ??= { consecutive: 0, recent: [], pausedUntil: 0, disabledAt: 0 };
  return attempts[name];
}

/** The end of the hour in which so much was used up; undefined if there is some left. */
export function spentUntil(used: Used | undefined, times: number, now: number): number | undefined {
  if (used === undefined || now >= used.windowStart + hour) return undefined;
  return used.count >= times ? used.windowStart + hour : undefined;
}

export function use(used: Used | undefined, cost: number, now: number): Used {
  if (used === undefined || now >= used.windowStart + hour)
    return { count: cost, windowStart: now };
  return { ...used, count: used.count + cost };
}
