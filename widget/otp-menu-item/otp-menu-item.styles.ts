import { css } from 'lit';

import { tokens } from '../styles/tokens.ts';

/** It stands in the portal's menu and takes the portal's type; only colour and focus are ours. */
export const menuItemStyles = [
  tokens,
  css`
    :host {
      display: inline-block;
    }
    :host([hidden]) {
      display: none;
    }
    [part='item'] {
      display: inline-block;
      padding-block: 0.5rem;
    }
    a {
      color: var(--_accent);
    }
    a:focus-visible {
      outline: 3px solid var(--_focus);
      outline-offset: 2px;
    }
    span {
      color: var(--_muted);
      cursor: not-allowed;
    }
    small {
      display: inline-block;
      margin-inline-start: 0.5em;
      font-size: 0.875em;
    }
    @media (forced-colors: active) {
      span {
        color: GrayText;
      }
    }
  `,
];
