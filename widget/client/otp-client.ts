import type {
  CommitInput,
  Intent,
  OpenIntent,
  ProofInput,
  Receipt,
} from '../../bff/contract/intent.ts';
import type {
  MemberPage,
  MemberRegistration,
  UsageModePreview,
} from '../../bff/contract/member.ts';
import type { Session } from '../../bff/contract/session.ts';
import type { ChosenMode, CurrentUsageMode } from '../../bff/contract/usage-mode.ts';

/** Every call can be given up; giving up never undoes what the server has done. */
export interface CallOptions {
  signal?: AbortSignal;
}

export interface SessionOptions extends CallOptions {
  /**
   * The portal has vouched just now: take the session that is there, whichever it is. Without it a
   * client keeps to the session that it has told first.
   */
  anew?: boolean;
}

/** S-10's 絞込検索 and page; absent fields do not filter. */
export interface MemberFilter {
  /** Prefix of お客様ID. */
  customerId?: string;
  /** Part of 利用者名. */
  name?: string;
  /** One-based. */
  page?: number;
}

/**
 * What the elements ask of the bank. `HttpOtpClient` is the real one; a portal may pass its own.
 * Once `session()` has answered, a client sends the `id` of that session with every call, in the header
 * `X-Otp-Session`; the server refuses it where the browser's cookie is of another session.
 *
 * Every method rejects with `OtpProblemError` for an answer of the server and with
 * `OtpUnknownOutcomeError` when no answer came and the change may or may not have happened.
 */
export interface OtpClient {
  session(options?: SessionOptions): Promise<Session>;
  endSession(options?: CallOptions): Promise<void>;
  members(filter: MemberFilter, options?: CallOptions): Promise<MemberPage>;
  member(customerId: string, options?: CallOptions): Promise<MemberRegistration>;
  /** S-60 of the 共通トークン. */
  sharedToken(options?: CallOptions): Promise<MemberRegistration>;
  usageMode(options?: CallOptions): Promise<CurrentUsageMode>;
  previewUsageMode(to: ChosenMode, options?: CallOptions): Promise<UsageModePreview>;
  /** `idempotencyKey`: one for each press of the button, the same for its retries. */
  openIntent(input: OpenIntent, options: CallOptions & { idempotencyKey: string }): Promise<Intent>;
  proveIntent(intentId: string, input: ProofInput, options?: CallOptions): Promise<Intent>;
  commitIntent(intentId: string, input: CommitInput, options?: CallOptions): Promise<Receipt>;
  intent(intentId: string, options?: CallOptions): Promise<Intent>;
  cancelIntent(intentId: string, options?: CallOptions): Promise<void>;
  /**
   * Milliseconds since the epoch by the server's clock, as its last answer told; countdowns are
   * measured by it. Absent: the browser's clock is taken.
   */
  now?(): number;
}
