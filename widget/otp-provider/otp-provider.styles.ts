import { css } from 'lit';

import { control } from '../styles/control.ts';
import { tokens } from '../styles/tokens.ts';

/** The provider is no block of its own: only its notice is seen. */
export const providerStyles = [
  tokens,
  control,
  css`
    :host {
      display: block;
    }
    :host([hidden]) {
      display: none;
    }
    [part='notice'] {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem 1rem;
      align-items: center;
      justify-content: space-between;
      margin-block-end: var(--_space);
      border-inline-start-color: var(--_caution);
      color: var(--_text);
      font-family: var(--_font);
      line-height: 1.75;
    }
    /* A live region has to exist before it speaks; until then it takes no room. */
    [part='notice']:not(.notice) {
      margin: 0;
    }
    [part='notice'] p {
      margin: 0;
      font-weight: 600;
      line-break: strict;
      /* Breaks between phrases, not within a word, where the browser knows Japanese. */
      word-break: auto-phrase;
    }
    /* It takes the focus for those who follow it; it is not a control. */
    [part='notice'] p:focus {
      outline: none;
    }
    [part='notice'] a {
      box-sizing: border-box;
      display: inline-flex;
      align-items: center;
      justify-content: center;
      min-block-size: 2.75rem;
      padding: 0.5rem 1.5rem;
      border: 1px solid var(--_accent);
      border-radius: var(--_radius);
      background: var(--_accent);
      color: var(--_on-accent);
      font-weight: 600;
      text-decoration: none;
    }
    [part='notice'] a:hover {
      background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
    }
    [part='notice'] > :is(a, button) {
      flex: 0 0 auto;
    }
    /* Came from the back-forward cache: unread until the portal has vouched anew. */
    slot.away {
      visibility: hidden;
    }
  `,
];
