import { html } from 'hono/html';
import { approvalPassword } from '../../seed/people.ts';
import type { ToyToken } from '../../toy/toy-token.ts';
import type { Language } from '../locale/language.ts';
import type { Visitor } from '../portal-session.ts';
import type { Html } from './html.ts';
import { layout } from './layout.ts';
import { toyPanel } from './toy-panel.ts';

export interface SignedIn {
  language: Language;
  visitor: Visitor;
  toys: readonly ToyToken[];
}

export type Section = 'home' | 'administration';

/**
 * Every page behind the sign-in: global menu, content, pretend tokens. One provider stands around
 * all that the product puts into the page, menus included.
 */
export function signedInPage(
  { language, visitor, toys }: SignedIn,
  page: { title: string; path: string; section: Section; content: Html },
): Html {
  const content = html`<otp-provider session-url="/portal/otp-session">
      ${globalMenu(language, page.section)}
      <main id="main" class="main">${page.content}</main>
    </otp-provider>
    ${reauthentication(language)}`;
  return layout({ ...page, language, visitor, content, toys: toyPanel(toys, language) });
}

function globalMenu({ words }: Language, section: Section): Html {
  return html`<nav class="global-menu" aria-label="${words.globalMenu}">
    <ul>
      <li>${entry('/', words.home, section === 'home')}</li>
      <li>${closed(words.statements, words.notInDemo)}</li>
      <li>${closed(words.transfers, words.notInDemo)}</li>
      <li>${entry('/administration', words.administration, section === 'administration')}</li>
    </ul>
  </nav>`;
}

function entry(href: string, name: string, current: boolean): Html {
  return current
    ? html`<a href="${href}" aria-current="true">${name}</a>`
    : html`<a href="${href}">${name}</a>`;
}

/** What a real portal would have here. */
export function closed(name: string, why: string): Html {
  return html`<span class="closed" title="${why}">${name}</span>`;
}

/** Opened by the page's script when the counter asks for it. */
function reauthentication({ words }: Language): Html {
  return html`<dialog id="reauthentication" aria-labelledby="reauthentication-title">
    <form class="fields" method="dialog">
      <h2 id="reauthentication-title">${words.reauthenticate}</h2>
      <p>${words.reauthenticateLead}</p>
      <label for="approval-password">${words.approvalPassword}</label>
      <input
        id="approval-password"
        name="password"
        type="password"
        autocomplete="off"
        aria-describedby="approval-refused approval-hint"
        required
      />
      <p id="approval-refused" class="refusal" role="alert" hidden>${words.approvalRefused}</p>
      <p id="approval-hint" class="hint">${words.approvalHint} <code>${approvalPassword}</code></p>
      <div class="buttons">
        <button type="button" class="quiet" value="cancel">${words.cancel}</button>
        <button type="submit" class="primary" value="confirm">${words.confirm}</button>
      </div>
    </form>
  </dialog>`;
}
