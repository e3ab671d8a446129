import type { ProblemCode, ProblemFacts } from '../../bff/contract/problem.ts';
import { OtpProblemError } from '../client/problems.ts';
import type { IntentMessages, Messages } from '../locale/messages.ts';

/** What the widget itself finds wrong, beside the problems of the wire. */
export type OwnCode =
  /** No answer to a question that changed nothing. */
  | 'unreachable'
  /** The outcome was unknown, and now is known: nothing happened. */
  | 'not-received'
  /** S-20: 次へ without a choice. */
  | 'mode-missing';

/** Why a screen does not go on. A new object for every refusal, equal ones included. */
export interface IntentRefusal {
  readonly code: ProblemCode | OwnCode;
  readonly facts?: ProblemFacts;
  /** Seconds from the answer to `facts.retryAt`. */
  readonly retryInSeconds?: number | undefined;
}

/** The field that a refusal speaks of, or the screen as a whole. */
export type RefusalPlace = 'token-id' | 'code' | 'screen';

const tokenIdCodes = ['token-id-format', 'token-unavailable', 'token-held', 'token-unchanged'];
const codeCodes = ['otp-format', 'otp-rejected', 'otp-used', 'clock-off', 'fence', 'not-received'];

export function placeOf({ code }: IntentRefusal): RefusalPlace {
  if (tokenIdCodes.includes(code)) return 'token-id';
  return codeCodes.includes(code) ? 'code' : 'screen';
}

export function refusalText(refusal: IntentRefusal, m: Messages & IntentMessages): string {
  const { code, facts } = refusal;
  switch (code) {
    case 'unreachable':
      return m.loadFailed;
    case 'not-received':
      return m.notReceived;
    case 'mode-missing':
      return m.modeMissing;
    default:
      return m.problem(code, facts);
  }
}

/** A refusal of the server as the flow knows it; everything else got no answer. */
export function refusalOf(error: unknown): IntentRefusal {
  if (!(error instanceof OtpProblemError)) return { code: 'unreachable' };
  const { code, facts, retryInSeconds } = error;
  return { code, facts, retryInSeconds };
}
