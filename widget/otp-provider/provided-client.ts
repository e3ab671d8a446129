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
import type { CallOptions, MemberFilter, OtpClient } from '../client/otp-client.ts';

/** What a provider does around every call of the elements below it. */
export interface ClientWatch {
  /** Settles once it is known whether there is a session; every call waits for it. */
  ready(): Promise<void>;
  /** The client that answers, asked anew for every call. */
  source(): OtpClient;
  answered(): void;
  refused(error: unknown): void;
  /** The server has told a session. @throws {OtpProblemError} It is not the page's. */
  told(session: Session): void;
  /** The session was ended by a call from below. */
  signedOut(): void;
}

/** The client of the elements below a provider: the provider's own, waiting and watched. */
export class ProvidedClient implements OtpClient {
  readonly #watch: ClientWatch;

  constructor(watch: ClientWatch) {
    this.#watch = watch;
  }

  /** The session of the page, and never another: only the provider lets the portal vouch anew. */
  async session({ signal }: CallOptions = {}): Promise<Session> {
    const session = await this.#ask((client) => client.session(signal ? { signal } : {}));
    this.#watch.told(session);
    return session;
  }

  async endSession(options?: CallOptions): Promise<void> {
    await this.#ask((client) => client.endSession(options));
    this.#watch.signedOut();
  }

  members(filter: MemberFilter, options?: CallOptions): Promise<MemberPage> {
    return this.#ask((client) => client.members(filter, options));
  }

  member(customerId: string, options?: CallOptions): Promise<MemberRegistration> {
    return this.#ask((client) => client.member(customerId, options));
  }

  sharedToken(options?: CallOptions): Promise<MemberRegistration> {
    return this.#ask((client) => client.sharedToken(options));
  }

  usageMode(options?: CallOptions): Promise<CurrentUsageMode> {
    return this.#ask((client) => client.usageMode(options));
  }

  previewUsageMode(to: ChosenMode, options?: CallOptions): Promise<UsageModePreview> {
    return this.#ask((client) => client.previewUsageMode(to, options));
  }

  openIntent(
    input: OpenIntent,
    options: CallOptions & { idempotencyKey: string },
  ): Promise<Intent> {
    return this.#ask((client) => client.openIntent(input, options));
  }

  proveIntent(intentId: string, input: ProofInput, options?: CallOptions): Promise<Intent> {
    return this.#ask((client) => client.proveIntent(intentId, input, options));
  }

  commitIntent(intentId: string, input: CommitInput, options?: CallOptions): Promise<Receipt> {
    return this.#ask((client) => client.commitIntent(intentId, input, options));
  }

  intent(intentId: string, options?: CallOptions): Promise<Intent> {
    return this.#ask((client) => client.intent(intentId, options));
  }

  cancelIntent(intentId: string, options?: CallOptions): Promise<void> {
    return this.#ask((client) => client.cancelIntent(intentId, options));
  }

  now(): number {
    return this.#watch.source().now?.() ?? Date.now();
  }

  async #ask<T>(question: (client: OtpClient) => Promise<T>): Promise<T> {
    await this.#watch.ready();
    try {
      const answer = await question(this.#watch.source());
      this.#watch.answered();
      return answer;
    } catch (error) {
      this.#watch.refused(error);
      throw error;
    }
  }
}
