/** The one source of time. Passed in, so that tests can turn it. */
export interface Clock {
  /** Milliseconds since the epoch, as the machine's clock shows them: it may be turned. */
  now(): number;
  /** Milliseconds since some instant of this process. Never turned, so it tells when `now` was. */
  elapsed(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
};
