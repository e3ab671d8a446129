import type { ProblemCode, ProblemFacts } from '../../bff/contract/problem.ts';

const msPerSecond = 1_000;

/** What the widget itself finds wrong, beside the problems of the wire. */
export type WidgetCode =
  /** No answer to a question that changed nothing. */
  | 'unreachable'
  /** The outcome was unknown, and now is known: nothing happened. */
  | 'not-received'
  /** The outcome was unknown, and the session ended before the server told it. */
  | 'outcome-untold'
  /** Nobody vouched for the person: the portal's part is missing, or does not work. */
  | 'not-vouched'
  /** The page hides what would be confirmed: nothing was sent. */
  | 'not-shown'
  /** S-20: 次へ without a choice. */
  | 'mode-missing';

/** The server refused (RFC 9457). Nothing of what was typed is in it. */
export class OtpProblemError extends Error {
  override readonly name = 'OtpProblemError';
  readonly code: ProblemCode;
  /** HTTP status. */
  readonly status: number;
  readonly facts: ProblemFacts;
  /** Seconds until `facts.retryAt` by the server's own clock; a wrong browser clock is no matter. */
  readonly retryInSeconds: number | undefined;

  /** `serverNow`: milliseconds since the epoch at which the server answered. */
  constructor(code: ProblemCode, status: number, facts: ProblemFacts, serverNow: number) {
    super(`Refused: ${code}`);
    this.code = code;
    this.status = status;
    this.facts = facts;
    this.retryInSeconds = secondsUntil(facts.retryAt, serverNow);
  }
}

/** No answer, or none that tells: the change may or may not have happened. Ask the intent. */
export class OtpUnknownOutcomeError extends Error {
  override readonly name = 'OtpUnknownOutcomeError';

  constructor(options?: ErrorOptions) {
    super('The outcome of the request is unknown', options);
  }
}

/** A question that changes nothing got no answer; it may be asked again. */
export class OtpNetworkError extends Error {
  override readonly name = 'OtpNetworkError';

  constructor(options?: ErrorOptions) {
    super('No answer from the server', options);
  }
}

/** The portal does not vouch: its endpoint failed, or there is no `<otp-provider>` to ask it. */
export class OtpNotVouchedError extends Error {
  override readonly name = 'OtpNotVouchedError';

  constructor(options?: ErrorOptions) {
    super('The portal does not vouch for anybody', options);
  }
}

/** Whole seconds, rounded up, from `now` (ms since the epoch) to an ISO 8601 instant; never below 0. */
export function secondsUntil(instant: string | undefined, now: number): number | undefined {
  const at = Date.parse(instant ?? '');
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / msPerSecond));
}
