/** Numbers that look random and follow from their seed (mulberry32). */
export class Random {
  readonly seed: number;
  #state: number;

  constructor(seed: number) {
    this.seed = seed;
    this.#state = seed;
  }

  /** From 0 up to, not including, 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number {
    return Math.floor(this.fraction() * end);
  }

  /** @throws {RangeError} for an empty list. */
  pick<T>(from: readonly T[]): T {
    const index = this.below(from.length);
    if (!(index in from)) throw new RangeError('pick: nothing to choose from');
    return from[index] as T;
  }
}

/** `OTP_FAULT_SEED`, or another one each day: what failed can be asked for again. */
export function faultSeed(): number {
  const given = process.env.OTP_FAULT_SEED;
  return given === undefined ? Math.floor(Date.now() / 86_400_000) : Number(given);
}
