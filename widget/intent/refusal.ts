import type { ProblemCode, ProblemFacts } from '../../bff/contract/problem.ts';
import { OtpNotVouchedError, OtpProblemError, type WidgetCode } from '../client/problems.ts';

/** Why a screen does not go on. A new object for every refusal, equal ones included. */
export interface IntentRefusal {
  readonly code: ProblemCode | WidgetCode;
  readonly facts?: ProblemFacts;
  /** Seconds from the answer to `facts.retryAt`. */
  readonly retryInSeconds?: number | undefined;
}

/** A refusal of the server as the flow knows it; everything else got no answer. */
export function refusalOf(error: unknown): IntentRefusal {
  if (error instanceof OtpNotVouchedError) return { code: 'not-vouched' };
  if (!(error instanceof OtpProblemError)) return { code: 'unreachable' };
  const { code, facts, retryInSeconds } = error;
  return { code, facts, retryInSeconds };
}
