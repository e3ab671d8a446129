// <otp-manager>: the whole counter.
//
// Owns which of its three views is shown, the way between them, and where the focus goes then.
// Refuses to own what they do: list, usage mode and registration speak to the bank themselves.

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { LatestRun } from '../client/latest-run.ts';
import type { OtpClient } from '../client/otp-client.ts';
import { SessionController } from '../client/session-controller.ts';
import { Visit } from '../client/visit.ts';
import { commonTexts } from '../locale/common-texts.ts';
import { joined } from '../locale/joined.ts';
import { listTexts } from '../locale/list-texts.ts';
import { LocaleController } from '../locale/locale-controller.ts';
import type { OtpMemberList } from '../otp-member-list/otp-member-list.ts';
import type { OtpMemberSelectedEvent } from '../otp-member-list/otp-member-selected-event.ts';
import type { OtpTokenRegister } from '../otp-token-register/otp-token-register.ts';
import type { OtpUsageMode } from '../otp-usage-mode/otp-usage-mode.ts';
import { dangerNotice } from '../parts/notice.ts';
import { OtpElement } from '../parts/otp-element.ts';
import { focusHeading } from './focus-heading.ts';
import { managerStyles } from './otp-manager.styles.ts';
import { OtpViewChangedEvent, type CounterView } from './otp-view-changed-event.ts';

const texts = joined(commonTexts, listTexts);
const ownTag = 'otp-manager';

type InnerTag = 'otp-member-list' | 'otp-usage-mode' | 'otp-token-register';

/**
 * @tagname otp-manager
 * @summary The whole counter: the member list, the usage mode, and the registration of one member.
 *
 * Where no usage mode is set yet it starts with the first registration. A page may open it in any
 * view by `view`, for a member with `customer-id` or `shared` beside it. Under a tag with a suffix it
 * uses the inner elements with the same suffix.
 *
 * @fires {OtpViewChangedEvent} otp-view-changed - A person went to another view.
 * @fires {OtpMemberSelectedEvent} otp-member-selected - A row's button was pressed.
 * @fires {OtpUsageModeSelectedEvent} otp-usage-mode-selected - 利用形態設定 was pressed.
 * @csspart trail - The way back to the list.
 * @csspart back - Its button.
 * @csspart notice - ※利用権限がありません.
 */
export class OtpManager extends OtpElement {
  static override styles = managerStyles;
  protected static override readonly mustKnow = { 'customer-id': 'customerId', shared: 'shared' };

  /** What is shown. */
  @property({ reflect: true }) view: CounterView = 'list';

  /** お客様ID of the member in the `member` view. */
  @property({ attribute: 'customer-id', reflect: true }) customerId: string | undefined;

  /** The 共通トークン in the `member` view. */
  @property({ type: Boolean, reflect: true }) shared = false;

  /** A portal's own client, instead of the provider's. */
  @property({ attribute: false }) client: OtpClient | undefined;

  readonly #session = new SessionController(this);
  readonly #locale = new LocaleController(this, texts, () => this.#session.session?.settings);
  readonly #visit = new Visit(this, (isOver) => {
    // Before the first session there is nothing of anybody, and what the page has set still counts.
    if (!this.#hasStarted) return;
    this.#list = undefined;
    this.customerId = undefined;
    if (!isOver) this.#startAnew();
  });
  /** Stays while another view is shown, and with it its filter and its page. */
  #list: OtpMemberList | undefined;
  #change: OtpUsageMode | OtpTokenRegister | undefined;
  /** The first answer of the server decides where a person starts; later ones never move him. */
  #hasStarted = false;
  /** A person went to another view: the focus follows. A page that sets `view` keeps it. */
  #isMoving = false;
  readonly #focusing = new LatestRun();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#focusing.end();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { session } = this.#session;
    if (session && !this.#hasStarted) {
      this.#hasStarted = true;
      if (session.mode === 'unset' && this.view === 'list') this.view = 'usage-mode';
    }
    this.#list ??= this.#make('otp-member-list');
    this.#list.hidden = this.view !== 'list';
    this.#list.client = this.client;
    const parts = ['view', 'customerId', 'shared', 'client'] as const;
    // After the end the change stays: it alone knows whether there is a receipt to be read.
    if (this.#visit.isOver && this.#hasStarted) return;
    if (parts.some((name) => changed.has(name))) this.#change = this.#makeChange();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('view');
    if (before !== undefined && this.view === 'list') this.#list?.refresh();
    if (!this.#isMoving) return;
    this.#isMoving = false;
    const signal = this.#focusing.begin();
    const shown = this.view === 'list' ? this.#list : this.#change;
    if (shown) focusHeading(shown, signal);
  }

  /** Another session: nothing of the former one stays, nor the view that its person was at. */
  #startAnew(): void {
    this.#hasStarted = false;
    this.#change = undefined;
    this.view = 'list';
    this.shared = false;
  }

  #makeChange(): OtpUsageMode | OtpTokenRegister | undefined {
    const { view, client, customerId, shared } = this;
    switch (view) {
      case 'list':
        return undefined;
      case 'usage-mode':
        return Object.assign(this.#make('otp-usage-mode'), { client });
      case 'member':
        return Object.assign(this.#make('otp-token-register'), { client, customerId, shared });
    }
  }

  /** `otp-manager-x` is made of `otp-member-list-x`, and so on. */
  #make<Tag extends InnerTag>(tag: Tag): HTMLElementTagNameMap[Tag] {
    const suffix = this.localName.startsWith(ownTag) ? this.localName.slice(ownTag.length) : '';
    return document.createElement(tag + suffix) as HTMLElementTagNameMap[Tag];
  }

  #go(view: CounterView, customerId?: string, shared = false): void {
    if (view === this.view) return;
    this.#isMoving = true;
    this.view = view;
    this.customerId = customerId;
    this.shared = shared;
    this.dispatchEvent(new OtpViewChangedEvent(view));
  }

  readonly #handleList = (): void => {
    this.#go('list');
  };

  readonly #handleMode = (): void => {
    this.#go('usage-mode');
  };

  readonly #handleMember = ({ customerId, shared }: OtpMemberSelectedEvent): void => {
    this.#go('member', customerId, shared);
  };

  protected override render(): TemplateResult {
    const { lang, messages: m } = this.#locale;
    if (this.#session.session?.permitted === false) {
      return html`<div lang=${lang}>${dangerNotice(m.notPermitted)}</div>`;
    }
    return html`<div
      @otp-member-selected=${this.#handleMember}
      @otp-usage-mode-selected=${this.#handleMode}
      @otp-members-requested=${this.#handleList}
      @otp-intent-closed=${this.#handleList}
    >
      ${this.#trail()} ${this.#list} ${this.#change}
    </div>`;
  }

  #trail(): TemplateResult | typeof nothing {
    if (this.view === 'list' || this.#visit.isOver) return nothing;
    const { lang, messages: m } = this.#locale;
    return html`<nav part="trail" lang=${lang} aria-label=${m.menuItem}>
      <button type="button" part="back" @click=${this.#handleList}>${m.backToList}</button>
    </nav>`;
  }
}
