import { second } from '../durations.ts';

/** The time step `T` of RFC 6238 section 4.2 with T0 = 0. `now` in milliseconds, `period` in seconds. */
export function stepAt(now: number, period: number): bigint {
  return BigInt(Math.floor(now / (period * second)));
}

/** Milliseconds since the epoch at which `step` begins. */
export function stepStart(step: bigint, period: number): number {
  return Number(step) * period * second;
}
