/** The one source of time: milliseconds since the epoch. Passed in, so that tests can turn it. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
