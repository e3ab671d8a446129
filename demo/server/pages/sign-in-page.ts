import { html } from 'hono/html';
import { corporations, password, type DemoCorporation, type Person } from '../../seed/people.ts';
import type { Language } from '../locale/language.ts';
import type { Html } from './html.ts';
import { layout } from './layout.ts';
import { roleName } from './role-name.ts';

export function signInPage(language: Language, refused: boolean): Html {
  const { words } = language;
  const content = html`<main id="main" class="main sign-in">
    <section class="sheet" aria-labelledby="sign-in">
      <h1 id="sign-in">${words.signIn}</h1>
      <p>${words.signInLead}</p>
      ${refused ? html`<p class="refusal" role="alert">${words.signInRefused}</p>` : ''}
      ${form(language)}
    </section>
    <section class="people" aria-labelledby="people">
      <h2 id="people">${words.whoMaySignIn}</h2>
      <p>${words.whoMaySignInLead} ${words.passwordForAll} <code>${password}</code></p>
      ${corporations.map((corporation) => peopleOf(corporation, language))}
    </section>
  </main>`;
  return layout({ title: words.signIn, language, path: '/sign-in', content });
}

function form({ words, lang }: Language): Html {
  return html`<form class="fields" method="post" action="/sign-in">
    <label for="corporation">${words.corporation}</label>
    <select id="corporation" name="corporation">
      ${corporations.map(
        ({ corporationId, name }) => html`<option value="${corporationId}">${name[lang]}</option>`,
      )}
    </select>
    <label for="customer">${words.customerId}</label>
    <input
      id="customer"
      name="customer"
      autocomplete="username"
      autocapitalize="none"
      spellcheck="false"
      required
    />
    <label for="password">${words.password}</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required />
    <button class="primary">${words.signIn}</button>
  </form>`;
}

/** The master, an approver and an ordinary user stand for all. */
function peopleOf(corporation: DemoCorporation, language: Language): Html {
  const { lang } = language;
  return html`<h3>${corporation.name[lang]}</h3>
    <p class="state">${corporation.state[lang]}</p>
    <ul class="cards">
      ${firstOfEachRole(corporation.people).map(
        (person) => html`<li>${personCard(corporation, person, language)}</li>`,
      )}
    </ul>`;
}

function personCard({ corporationId }: DemoCorporation, person: Person, language: Language): Html {
  return html`<form method="post" action="/sign-in">
    <input type="hidden" name="corporation" value="${corporationId}" />
    <input type="hidden" name="customer" value="${person.customerId}" />
    <input type="hidden" name="password" value="${password}" />
    <button class="person">
      <span class="person-name" lang="ja">${person.name}</span>
      <span class="person-role">${roleName(person.role, language.words)}</span>
      <code>${person.customerId}</code>
    </button>
  </form>`;
}

function firstOfEachRole(people: readonly Person[]): Person[] {
  return people.filter(({ role }, i) => people.findIndex((one) => one.role === role) === i);
}
