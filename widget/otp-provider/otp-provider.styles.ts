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
    }
  `,
];
