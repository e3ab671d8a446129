// <otp-provider>: one client and one session for every element below it.
//
// Owns when the portal is asked to vouch, which session the page belongs to, when that is over, and
// says so. Refuses to own the portal's sign-in: it only asks `session-url`, the portal's own endpoint,
// and leads there.

import { ContextProvider } from '@lit/context';
import { html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { Session } from '../../bff/contract/session.ts';
import { otpContext, type OtpContext } from '../client/context.ts';
import { HttpOtpClient } from '../client/http-otp-client.ts';
import type { OtpClient } from '../client/otp-client.ts';
import { commonTexts } from '../locale/common-texts.ts';
import { joined } from '../locale/joined.ts';
import { LocaleController } from '../locale/locale-controller.ts';
import { sessionTexts } from '../locale/session-texts.ts';
import { OtpElement } from '../parts/otp-element.ts';
import { providerStyles } from './otp-provider.styles.ts';
import { OtpSessionEndedEvent } from './otp-session-ended-event.ts';
import { OtpSessionEndingEvent } from './otp-session-ending-event.ts';
import { OtpSignInEvent } from './otp-sign-in-event.ts';
import { PageWatch } from './page-watch.ts';
import { providerNotice } from './provider-notice.ts';
import { ProviderSession } from './provider-session.ts';
import { isOver, sessionOf, type ProviderState } from './provider-state.ts';

/**
 * @tagname otp-provider
 * @summary Gives one client, one session and the bank's settings to the elements below it.
 *
 * Once it is connected, and when the page comes back from the back-forward cache, it posts to
 * `session-url`, where one is set, and then asks the session. Calls of the elements below wait for the
 * outcome. From then on the page belongs to that session: where the server tells of another one, the
 * page is over. It is asked again when somebody looks at the page again, at most every ten seconds;
 * that counts as something done, so the idle time begins anew.
 *
 * At the end everything is wiped: fields, lists, names, open changes. A receipt can still be read.
 *
 * @fires {OtpSessionEndingEvent} otp-session-ending - Two minutes before the session ends unless
 *   something is asked. A button to stay is shown meanwhile.
 * @fires {OtpSessionEndedEvent} otp-session-ended - The session is over; its `reason` says why, a
 *   message is shown. Lead the person to the sign-in, or sign them in here and call `reconnect()`.
 * @fires {OtpSignInEvent} otp-sign-in - 「ログインする」 was pressed where no `sign-in-url` is set;
 *   cancelable. Not prevented, the page is loaded again.
 * @slot - The elements that share the session, with whatever stands around them.
 * @csspart notice - What is said about the session.
 * @csspart stay - The button that keeps the session.
 * @csspart sign-in - The one way on after the end: a link with `sign-in-url`, else a button.
 * @csspart retry - The button that asks again where nobody vouched.
 */
export class OtpProvider extends OtpElement {
  static override styles = providerStyles;
  protected static override readonly mustKnow = { 'session-url': 'sessionUrl' };

  /** Base path of the BFF, same origin as the page. Not used with a `client` of your own. */
  @property() base = '/otp/v1';

  /**
   * The portal's own endpoint, same origin, that vouches for the signed-in person to the BFF,
   * relays its cookie and answers 204; 401 where nobody is signed in. Asked on every load of the page.
   */
  @property({ attribute: 'session-url' }) sessionUrl: string | undefined;

  /** Where the person signs in again after the end. */
  @property({ attribute: 'sign-in-url' }) signInUrl: string | undefined;

  /** A portal's own client; without it one over `base` is made. */
  @property({ attribute: false }) client: OtpClient | undefined;

  /** A portal that wraps its requests passes its own. */
  @property({ attribute: false }) fetch: typeof fetch = (...input) => fetch(...input);

  @state() private _state: ProviderState = { phase: 'unknown' };

  /** The page lies in the back-forward cache, or has just come from there: nobody may read it yet. */
  @state() private _isAway = false;

  readonly #locale = new LocaleController(
    this,
    joined(commonTexts, sessionTexts),
    () => this.session?.settings,
  );
  readonly #session = new ProviderSession({
    ready: () => this.updateComplete,
    source: () => this.#source,
    sessionUrl: () => this.sessionUrl,
    fetch: (...input) => this.fetch(...input),
    changed: (state) => {
      this.#handleState(state);
    },
  });
  readonly #context = new ContextProvider(this, {
    context: otpContext,
    initialValue: this.#contextValue(),
  });
  #source: OtpClient = new HttpOtpClient();
  #isStale = true;

  constructor() {
    super();
    new PageWatch(this, {
      left: () => {
        this._isAway = true;
      },
      restored: () => {
        void this.#return();
      },
      seen: () => {
        if (!this._isAway) this.#session.look();
      },
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#isStale = true;
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#session.stop();
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
    void this.reconnect();
  }

  /** The session, once the server has told it; undefined before, and when there is none. */
  get session(): Session | undefined {
    return sessionOf(this._state);
  }

  /**
   * Lets the portal vouch anew at `session-url`, where one is set, and asks the session. Call it when the
   * portal has signed the person in again. Where another session has begun, all elements begin anew.
   * Settles when the answer is known; `session` holds it.
   */
  reconnect(): Promise<void> {
    return this.#session.load();
  }

  /** Asks the session again, for example after a change. Does nothing once it is over. */
  refresh(): Promise<void> {
    return this.#session.refresh();
  }

  async #return(): Promise<void> {
    void this.reconnect();
    await this.#session.settled();
    this._isAway = false;
  }

  #handleState(state: ProviderState): void {
    const before = this._state.phase;
    // What has the focus is about to go: the notice takes it, and a keyboard goes on from there.
    const takesFocus = isOver(state) && this.matches(':focus-within');
    this._state = state;
    this.#context.setValue(this.#contextValue());
    if (takesFocus) void this.#focusNotice();
    if (state.phase === 'over') this.dispatchEvent(new OtpSessionEndedEvent(state.reason));
    if (state.phase === 'ending' && before !== 'ending') {
      this.dispatchEvent(new OtpSessionEndingEvent(state.secondsLeft));
    }
  }

  #contextValue(): OtpContext {
    const { state, client } = this.#session;
    const session = sessionOf(state);
    return {
      client,
      ...(session && { session }),
      isOver: isOver(state),
      reconnect: () => this.refresh(),
    };
  }

  async #focusNotice(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[tabindex]')?.focus();
  }

  readonly #handleStay = (): void => {
    void this.refresh();
  };

  readonly #handleRetry = (): void => {
    void this.reconnect();
  };

  readonly #handleSignIn = (): void => {
    if (this.dispatchEvent(new OtpSignInEvent())) location.reload();
  };

  protected override render(): TemplateResult {
    const { lang, messages: m } = this.#locale;
    const { phase } = this._state;
    const isSilent = phase === 'active' || phase === 'unknown';
    const notice = providerNotice({
      state: this._state,
      m,
      signInUrl: this.signInUrl,
      stay: this.#handleStay,
      signIn: this.#handleSignIn,
      retry: this.#handleRetry,
    });
    return html`<div part="notice" class=${isSilent ? '' : 'notice'} role="alert" lang=${lang}>
        ${notice}
      </div>
      <slot class=${this._isAway ? 'away' : ''}></slot>`;
  }
}
