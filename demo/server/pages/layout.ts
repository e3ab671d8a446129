import { html } from 'hono/html';
import type { Html } from './html.ts';
import type { Language } from '../locale/language.ts';
import type { Visitor } from '../portal-session.ts';

export interface Page {
  title: string;
  language: Language;
  /** Path of the page itself, for the language switch. */
  path: string;
  content: Html;
  visitor?: Visitor;
  /** Name of the page's own script in `browser/`, and of its style, besides the portal's. */
  own?: string;
  /** Beside the portal. */
  toys?: Html;
}

/** The frame of every page: bank's header above, pretend tokens beside, note below. */
export function layout(page: Page): Html {
  const { words, lang } = page.language;
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <title>${page.title} | ${words.bank} ${words.portal}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/styles/desk.css" />
        <link rel="stylesheet" href="/assets/styles/portal.css" />
        <link rel="stylesheet" href="/assets/styles/portal-forms.css" />
        <link rel="stylesheet" href="/assets/styles/toys.css" />
        <link rel="stylesheet" href="/assets/styles/toy-device.css" />
        <link rel="stylesheet" href="/assets/styles/toy-digits.css" />
        <link rel="stylesheet" href="/assets/styles/toy-tricks.css" />
        ${own(page)}
        <script defer src="/assets/otp-madoguchi.js"></script>
        <script type="module" src="/assets/browser/portal.ts"></script>
      </head>
      <body>
        <a class="skip" href="#main">${words.skip}</a>
        <div class="desk">
          <div class="portal">
            ${header(page)} ${page.content}
            <footer class="footer">
              <p>${words.demoNote}</p>
              <p><a href="/gallery">${words.gallery}</a></p>
            </footer>
          </div>
          ${page.toys ?? ''}
        </div>
      </body>
    </html>`;
}

function own({ own }: Page): Html | '' {
  return own === undefined
    ? ''
    : html`<link rel="stylesheet" href="/assets/styles/${own}.css" />
        <script type="module" src="/assets/browser/${own}.ts"></script>`;
}

function header({ language: { words, lang }, visitor, path }: Page): Html {
  const other = lang === 'ja' ? 'en' : 'ja';
  return html`<header class="header">
    <a class="brand" href="/">
      <img class="brand-mark" src="/assets/mark.svg" alt="" width="40" height="40" />
      <span class="brand-name">${words.bank}</span>
      <span class="brand-portal">${words.portal}</span>
      <span class="brand-demo">${words.demoMark}</span>
    </a>
    <div class="header-end">
      ${visitor === undefined ? '' : whoIsHere(visitor, lang)}
      <a class="language" href="${path}?lang=${other}" lang="${other}" hreflang="${other}"
        >${words.otherLanguage}</a
      >
      ${
        visitor === undefined
          ? ''
          : html`<form method="post" action="/sign-out">
              <button class="quiet">${words.signOut}</button>
            </form>`
      }
    </div>
  </header>`;
}

function whoIsHere({ corporation, person }: Visitor, lang: 'ja' | 'en'): Html {
  return html`<p class="who">
    <span class="who-corporation">${corporation.name[lang]}</span>
    <span class="who-person" lang="ja">${person.name}</span>
  </p>`;
}
