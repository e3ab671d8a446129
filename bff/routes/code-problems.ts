import type { ProblemCode } from '../contract/problem.ts';

/** What a code may be refused with, wherever one is judged. */
export const codeProblems = [
  'otp-format',
  'otp-rejected',
  'otp-used',
  'otp-paused',
  'token-disabled',
  'fence',
] as const satisfies ProblemCode[];
