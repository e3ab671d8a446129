import type { ProblemFacts } from '../contract/problem.ts';

/** The fact that something may be tried again from an instant on, in milliseconds. */
export function until(instant: number | undefined): ProblemFacts {
  return instant === undefined ? {} : { retryAt: new Date(instant).toISOString() };
}
