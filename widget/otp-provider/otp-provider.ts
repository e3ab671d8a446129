// <otp-provider>: one client and one session for every element below it.
//
// Owns when the session is asked, renewed and over, and says so. Refuses to own the portal's
// sign-in: it only asks `session-url`, the portal's own endpoint, to vouch for the person again.

import { ContextProvider } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { Session } from '../../bff/contract/session.ts';
import { otpContext } from '../client/context.ts';
import { HttpOtpClient } from '../client/http-otp-client.ts';
import type { OtpClient } from '../client/otp-client.ts';
import { OtpProblemError } from '../client/problems.ts';
import { commonTexts } from '../locale/common-texts.ts';
import { joined } from '../locale/joined.ts';
import { sessionTexts } from '../locale/session-texts.ts';
import { LocaleController } from '../locale/locale-controller.ts';
import { OtpSessionEndedEvent } from './otp-session-ended-event.ts';
import { OtpSessionEndingEvent } from './otp-session-ending-event.ts';
import { providerStyles } from './otp-provider.styles.ts';
import { ProvidedClient } from './provided-client.ts';
import { renewSession } from './renew-session.ts';
import { SessionTimer } from './session-timer.ts';
import type { SessionPhase } from './session-times.ts';

/**
 * @tagname otp-provider
 * @summary Gives one client, one session and the bank's settings to the elements below it.
 *
 * Asks the session once it is connected. Where the server knows none and `session-url` is set, it
 * posts there first and asks again, once. Calls of the elements below wait for the outcome.
 *
 * @fires {OtpSessionEndingEvent} otp-session-ending - Two minutes before the session ends unless
 *   something is asked. A button to stay is shown meanwhile.
 * @fires {OtpSessionEndedEvent} otp-session-ended - The session is over; a message is shown. Sign
 *   the person in again, then call `reconnect()`.
 * @slot - The elements that share the session, with whatever stands around them.
 * @csspart notice - What is said about the session.
 * @csspart stay - The button that keeps the session.
 */
export class OtpProvider extends LitElement {
  static override styles = providerStyles;

  /** Base path of the BFF, same origin as the page. Not used with a `client` of your own. */
  @property() base = '/otp/v1';

  /**
   * The portal's own endpoint, same origin, that vouches for the signed-in person to the BFF,
   * relays its cookie and answers 204.
   */
  @property({ attribute: 'session-url' }) sessionUrl: string | undefined;

  /** A portal's own client; without it one over `base` is made. */
  @property({ attribute: false }) client: OtpClient | undefined;

  /** A portal that wraps its requests passes its own. */
  @property({ attribute: false }) fetch: typeof fetch = (...input) => fetch(...input);

  @state() private _phase: SessionPhase['phase'] = 'active';

  readonly #locale = new LocaleController(
    this,
    joined(commonTexts, sessionTexts),
    () => this.#session?.settings,
  );
  readonly #provided = new ProvidedClient({
    ready: () => this.#settled(),
    source: () => this.#source,
    answered: () => {
      this.#handleAnswer();
    },
    refused: (error) => {
      this.#handleRefusal(error);
    },
  });
  readonly #context = new ContextProvider(this, {
    context: otpContext,
    initialValue: { client: this.#provided, reconnect: () => this.refresh() },
  });
  readonly #timer = new SessionTimer(
    () => this.#provided.now(),
    (phase) => {
      this.#enter(phase);
    },
  );
  #source: OtpClient = new HttpOtpClient();
  #session: Session | undefined;
  #asking = new AbortController();
  #asked: Promise<void> = Promise.resolve();
  #isStale = true;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#isStale = true;
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking.abort();
    this.#timer.stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = (['base', 'sessionUrl', 'client', 'fetch'] as const).some((p) =>
      changed.has(p),
    );
    if (isOther) {
      this.#source = this.client ?? new HttpOtpClient({ basePath: this.base, fetch: this.fetch });
    }
    if (!isOther && !this.#isStale) return;
    this.#isStale = false;
    void this.refresh();
  }

  /** The session, once the server has told it; undefined before, and when there is none. */
  get session(): Session | undefined {
    return this.#session;
  }

  /**
   * Asks the session again, first at `session-url` where one is set. Call it when the portal has
   * signed the person in again. Settles when the answer is known; `session` holds it.
   */
  reconnect(): Promise<void> {
    return this.#ask((signal) => this.#renewedSession(signal));
  }

  /** Asks the session again, for example after a change; `session-url` only when there is none. */
  refresh(): Promise<void> {
    return this.#ask((signal) => this.#presentSession(signal));
  }

  #ask(question: (signal: AbortSignal) => Promise<Session>): Promise<void> {
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#asked = this.#answer(question, this.#asking.signal);
    return this.#asked;
  }

  async #answer(
    question: (signal: AbortSignal) => Promise<Session>,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const session = await question(signal);
      if (signal.aborted) return;
      this.#begin(session);
    } catch (error) {
      if (!signal.aborted) this.#handleRefusal(error);
    }
  }

  async #presentSession(signal: AbortSignal): Promise<Session> {
    try {
      return await this.#source.session({ signal });
    } catch (error) {
      if (!isSessionEnd(error) || !this.sessionUrl) throw error;
      return this.#renewedSession(signal);
    }
  }

  async #renewedSession(signal: AbortSignal): Promise<Session> {
    if (this.sessionUrl) await renewSession(this.sessionUrl, this.fetch, signal);
    return this.#source.session({ signal });
  }

  #begin(session: Session): void {
    this.#session = session;
    this.#timer.stop();
    this._phase = 'active';
    this.#timer.start(session);
    this.#context.setValue({
      client: this.#provided,
      session,
      reconnect: () => this.refresh(),
    });
  }

  /** Calls from below wait for this: the portal's session may only be in the making. */
  async #settled(): Promise<void> {
    await this.updateComplete;
    await this.#asked;
  }

  #enter(phase: SessionPhase): void {
    if (phase.phase === this._phase) return;
    this._phase = phase.phase;
    if (phase.phase === 'ending') this.dispatchEvent(new OtpSessionEndingEvent(phase.secondsLeft));
    if (phase.phase !== 'ended') return;
    this.#timer.stop();
    this.dispatchEvent(new OtpSessionEndedEvent());
  }

  #handleAnswer(): void {
    this.#timer.touch();
    // The first question failed, this one did not: the server is back.
    if (!this.#session) void this.refresh();
  }

  #handleRefusal(error: unknown): void {
    if (isSessionEnd(error)) this.#enter({ phase: 'ended' });
  }

  readonly #handleStay = (): void => {
    void this.refresh();
  };

  protected override render(): TemplateResult {
    const seen = this._phase === 'active' ? '' : 'notice caution';
    return html`<div part="notice" class=${seen} role="alert" lang=${this.#locale.lang}>
        ${this.#notice()}
      </div>
      <slot></slot>`;
  }

  #notice(): TemplateResult | typeof nothing {
    const { messages } = this.#locale;
    switch (this._phase) {
      case 'active':
        return nothing;
      case 'ending':
        return html`<p>${messages.ending}</p>
          <button part="stay" type="button" @click=${this.#handleStay}>${messages.stay}</button>`;
      case 'ended':
        return html`<p>${messages.problem('session-ended')}</p>`;
    }
  }
}

function isSessionEnd(error: unknown): boolean {
  return error instanceof OtpProblemError && error.code === 'session-ended';
}
