/**
 * Every refusal on the wire (RFC 9457), with its HTTP status. A code is stable for ever; its wording
 * lives in the widget's catalogues.
 */
export const problemStatus = {
  /** The body or query is not of the documented form; also every unknown field. */
  'invalid-request': 400,
  /** Not exactly the token's number of digits; carries `digits`. */
  'otp-format': 400,
  'token-id-format': 400,
  'session-ended': 401,
  /** A newer portal session of the same member took this one's place. */
  'signed-in-elsewhere': 401,
  /** A server's request is not signed as the description of the wire asks (RFC 9421). */
  'signature-refused': 401,
  /** The portal must ask the master's password again before this step (`auth_time` too old). */
  'reauthentication-required': 401,
  'not-permitted': 403,
  csrf: 403,
  /** The token in use, or this actor's use of it, waits for the bank. */
  'token-disabled': 403,
  'not-found': 404,
  /** The route exists, the method doesn't. */
  'method-not-allowed': 405,
  /** The request did not come whole in time. */
  'request-timeout': 408,
  /** Mode or registrations changed since the intent was opened, or it was voided by a newer one. */
  'intent-conflict': 409,
  /** The intent's step order was not kept. */
  'intent-order': 409,
  /** This row is no longer in the status that the operation needs. */
  'row-changed': 409,
  /** The chosen mode is the present one. */
  'mode-unchanged': 409,
  /** A user can't be registered while the shared token is in use. */
  'shared-mode': 409,
  'master-deregistration': 409,
  'token-held': 409,
  'token-unchanged': 409,
  /** No mode is set yet: only `register-first` is possible. */
  'mode-unset': 409,
  /** What the preview told is no longer true: show it again. */
  'preview-changed': 409,
  /** A new master has no token: the corporation waits for the bank's reset. */
  'waiting-for-bank': 409,
  /** The same `Idempotency-Key` came with another body. */
  'idempotency-mismatch': 422,
  'intent-expired': 410,
  'too-large': 413,
  'unsupported-media-type': 415,
  'otp-rejected': 422,
  /** Right, but already used; carries `retryAt`, the instant of the next code. */
  'otp-used': 422,
  /** Registration: the token's clock is off; send `nextCode` as well. */
  'clock-off': 422,
  /** Unknown, another corporation's, retired: one answer for all. */
  'token-unavailable': 422,
  /** Carries `retryAt`, the end of the pause. */
  'otp-paused': 429,
  'too-many-requests': 429,
  'headers-too-large': 431,
  internal: 500,
  busy: 503,
  'storage-full': 503,
  'clock-unreliable': 503,
  /** Everything up to a step is refused after a restore or failover; carries `retryAt`. */
  fence: 503,
  'outcome-unknown': 503,
  /** The portal's keys can't be fetched and none are at hand: nobody can be vouched for. */
  'portal-unavailable': 503,
} as const;

export type ProblemCode = keyof typeof problemStatus;

/** What a person needs beside the code. Never an input value. */
export interface ProblemFacts {
  /** ISO 8601 instant from which it may be tried again. */
  retryAt?: string;
  /** Wrong codes left before a pause; told from the third wrong one on. */
  triesLeft?: number;
  /** With `otp-format`: digits that the token's codes have. */
  digits?: number;
}

/** `application/problem+json`. */
export interface Problem extends ProblemFacts {
  /** `urn:otp-madoguchi:problem:<code>`. */
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  /** `urn:uuid:<request id>`. */
  instance: string;
}
