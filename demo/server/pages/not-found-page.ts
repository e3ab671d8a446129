import { html } from 'hono/html';
import type { Language } from '../locale/language.ts';
import type { Html } from './html.ts';
import { layout } from './layout.ts';

export function notFoundPage(language: Language): Html {
  const { words } = language;
  const content = html`<main id="main" class="main">
    <h1>${words.notFound}</h1>
    <p>${words.notFoundLead}</p>
    <p><a class="forward" href="/">${words.home}</a></p>
  </main>`;
  return layout({ title: words.notFound, language, path: '/', content });
}
