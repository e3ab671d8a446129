// What stands around the table of S-10: present mode, filter and pages.

import { html, nothing, type TemplateResult } from 'lit';

import type { MemberPage } from '../../bff/contract/member.ts';
import type { UsageMode } from '../../bff/contract/usage-mode.ts';
import type { ListMessages, Messages } from '../locale/messages.ts';
import { pageCount, pagesToOffer, rowRange } from './pages.ts';

type Texts = Messages & ListMessages;

export function presentMode(mode: UsageMode, m: Texts, set: () => void): TemplateResult {
  return html`<div class="mode" part="mode">
    <p><span class="label">${m.presentMode}</span> ${m.modes[mode]}</p>
    <button type="button" part="mode-action" @click=${set}>${m.setMode}</button>
  </div>`;
}

export interface FilterForm {
  m: Texts;
  apply: (filter: { customerId: string; name: string }) => void;
}

/** The fields keep what was typed; only 検索 and 条件をクリア change the list. */
export function filterForm({ m, apply }: FilterForm): TemplateResult {
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const typed = new FormData(event.target);
    apply({ customerId: text(typed, 'customerId'), name: text(typed, 'name') });
  };
  const handleReset = () => {
    apply({ customerId: '', name: '' });
  };
  return html`<form
    part="filter"
    class="panel"
    role="search"
    aria-labelledby="filter"
    @submit=${handleSubmit}
    @reset=${handleReset}
  >
    <h3 id="filter">${m.filter}</h3>
    <div class="fields">
      ${filterField('customerId', m.customerId, m.prefixMatch)}
      ${filterField('name', m.memberName, m.partMatch)}
      <div class="buttons">
        <button type="submit" class="primary" part="primary">${m.apply}</button>
        <button type="reset" part="secondary">${m.clear}</button>
      </div>
    </div>
  </form>`;
}

/** Characters; no id and no name is longer. */
const longestFilter = 64;

function filterField(name: string, label: string, match: string): TemplateResult {
  return html`<div class="field">
    <label for=${name}>${label} <span class="muted">${match}</span></label>
    <input
      id=${name}
      name=${name}
      part="input"
      type="text"
      autocomplete="off"
      spellcheck="false"
      maxlength=${longestFilter}
    />
  </div>`;
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

export function rangeText(page: MemberPage, m: Texts): string {
  const { first, last } = rowRange(page);
  return page.total === 0 ? m.nobody : m.range(first, last, page.total);
}

export interface Pager {
  m: Texts;
  page: MemberPage;
  go: (page: number) => void;
}

/** Only where there is a second page. Buttons that lead nowhere stay, so that focus is not lost. */
export function pager({ m, page, go }: Pager): TemplateResult | typeof nothing {
  const count = pageCount(page);
  if (count === 1) return nothing;
  const step = (to: number, label: string) => {
    const isEnd = to < 1 || to > count;
    const handle = () => {
      if (!isEnd) go(to);
    };
    return html`<button type="button" aria-disabled=${isEnd ? 'true' : nothing} @click=${handle}>
      ${label}
    </button>`;
  };
  return html`<nav part="pages" aria-label=${m.pages}>
    ${step(page.page - 1, m.previous)}
    <ul>
      ${pagesToOffer(page.page, count).map((number) => pageButton(number, { m, page, go }))}
    </ul>
    ${step(page.page + 1, m.following)}
  </nav>`;
}

function pageButton(number: number, { m, page, go }: Pager): TemplateResult {
  const handle = () => {
    go(number);
  };
  return html`<li>
    <button
      type="button"
      aria-label=${m.page(number)}
      aria-current=${number === page.page ? 'page' : nothing}
      @click=${handle}
    >
      ${number}
    </button>
  </li>`;
}
