// <otp-member-list>: S-10, who holds which token.
//
// Owns the filter and the page that is looked at. Refuses to own what follows a button: it only
// tells that a row or 利用形態設定 was chosen.

import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import type { MemberPage, MemberRow } from '../../bff/contract/member.ts';
import type { Connection } from '../client/context.ts';
import { Loader } from '../client/loader.ts';
import type { MemberFilter, OtpClient } from '../client/otp-client.ts';
import { SessionController } from '../client/session-controller.ts';
import { Visit } from '../client/visit.ts';
import { failureView } from '../intent/load-view.ts';
import { commonTexts } from '../locale/common-texts.ts';
import { joined } from '../locale/joined.ts';
import { listTexts } from '../locale/list-texts.ts';
import { LocaleController } from '../locale/locale-controller.ts';
import { heading } from '../parts/heading.ts';
import { OtpElement } from '../parts/otp-element.ts';
import { statusRegion } from '../parts/status-region.ts';
import { filterForm, pager, presentMode, rangeText } from './member-list-view.ts';
import { memberTable } from './member-table.ts';
import { memberListStyles } from './otp-member-list.styles.ts';
import { OtpMemberSelectedEvent } from './otp-member-selected-event.ts';
import { OtpUsageModeSelectedEvent } from './otp-usage-mode-selected-event.ts';
import { pageCount } from './pages.ts';

const texts = joined(commonTexts, listTexts);

/**
 * @tagname otp-member-list
 * @summary Lists the corporation's members and their registrations, ten a page, S-10.
 *
 * The rows of before stay while new ones are asked; the latest question wins. A narrow element shows
 * the rows as cards.
 *
 * @fires {OtpMemberSelectedEvent} otp-member-selected - A row's button was pressed.
 * @fires {OtpUsageModeSelectedEvent} otp-usage-mode-selected - 利用形態設定 was pressed.
 * @csspart heading - Heading of the screen.
 * @csspart mode - The present usage mode and its button.
 * @csspart mode-action - 利用形態設定.
 * @csspart filter - 絞込検索.
 * @csspart input - What is typed into.
 * @csspart primary - 検索.
 * @csspart secondary - The other buttons.
 * @csspart table - The members.
 * @csspart row - One member, or the 共通トークン.
 * @csspart status - 登録状況 of a row.
 * @csspart row-action - The button of a row.
 * @csspart pages - The pager, from the eleventh member on.
 * @csspart notice - Why there is no list.
 * @csspart actions - The button to ask again, where there is none.
 */
export class OtpMemberList extends OtpElement {
  static override styles = memberListStyles;

  /** A portal's own client, instead of the provider's. */
  @property({ attribute: false }) client: OtpClient | undefined;

  readonly #session = new SessionController(this);
  readonly #locale = new LocaleController(this, texts, () => this.#session.session?.settings);
  readonly #members = new Loader<MemberPage>(this, (connection, signal) =>
    this.#load(connection, signal),
  );
  readonly #visit = new Visit(this, () => {
    this.#filter = {};
    this.#page = undefined;
    this.#members.reload();
  });
  #filter: MemberFilter = {};
  #page: MemberPage | undefined;

  protected override willUpdate(): void {
    this.#page = this.#members.value ?? this.#page;
  }

  protected override updated(): void {
    // Page buttons change their numbers in place: the focus goes with the number, not the button.
    const isInPages = this.renderRoot.querySelector('li:focus-within');
    if (isInPages) this.renderRoot.querySelector<HTMLElement>('[aria-current]')?.focus();
  }

  /** Asks for the page that is looked at again; filter and page stay. */
  refresh(): void {
    this.#members.reload();
  }

  async #load({ client }: Connection, signal: AbortSignal): Promise<MemberPage> {
    const page = await client.members(this.#filter, { signal });
    const last = pageCount(page);
    if (page.page <= last) return page;
    // The last page has become empty meanwhile.
    this.#filter = { ...this.#filter, page: last };
    return client.members(this.#filter, { signal });
  }

  readonly #handleFilter = (filter: MemberFilter): void => {
    this.#filter = filter;
    this.#members.reload();
  };

  readonly #handlePage = (page: number): void => {
    this.#filter = { ...this.#filter, page };
    this.#members.reload();
  };

  readonly #handleSelect = ({ holder, actions: [action] }: MemberRow): void => {
    if (action) this.dispatchEvent(new OtpMemberSelectedEvent(holder, action));
  };

  readonly #handleMode = (): void => {
    this.dispatchEvent(new OtpUsageModeSelectedEvent());
  };

  protected override render(): TemplateResult | typeof nothing {
    if (this.#visit.isOver) return nothing;
    const { lang, messages: m } = this.#locale;
    return html`<div lang=${lang}>
      ${heading(m.heading)} ${statusRegion(this.#status())}
      <div class="stack">${this.#failure()} ${this.#page ? this.#list(this.#page) : nothing}</div>
    </div>`;
  }

  #list(page: MemberPage): TemplateResult {
    const { messages: m } = this.#locale;
    const busy = this.#members.answer.state === 'asked';
    return html`${presentMode(page.mode, m, this.#handleMode)}
      ${filterForm({ m, apply: this.#handleFilter })}
      <div class="members stack" aria-busy=${busy ? 'true' : 'false'}>
        <p class="range">${rangeText(page, m)}</p>
        ${
          page.total === 0 && !page.sharedToken
            ? nothing
            : memberTable({ m, page, select: this.#handleSelect })
        }
        ${pager({ m, page, go: this.#handlePage })}
      </div>`;
  }

  #failure(): TemplateResult | typeof nothing {
    const { messages: m } = this.#locale;
    const { answer, reload } = this.#members;
    if (answer.state === 'failed') return failureView(answer.error, m, reload);
    return this.#page ? nothing : html`<p class="muted" aria-busy="true">${m.loading}</p>`;
  }

  /** What a screen reader hears of the list; a failure speaks for itself. */
  #status(): string {
    const { messages: m } = this.#locale;
    switch (this.#members.answer.state) {
      case 'asked':
        return m.loading;
      case 'answered':
        return this.#page ? rangeText(this.#page, m) : '';
      case 'none':
      case 'failed':
        return '';
    }
  }
}
