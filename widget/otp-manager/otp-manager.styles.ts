import { css } from 'lit';

import { control } from '../styles/control.ts';
import { host } from '../styles/host.ts';
import { tokens } from '../styles/tokens.ts';

export const managerStyles = [
  tokens,
  host,
  control,
  css`
    nav {
      margin-block-end: 0.5rem;
    }
    nav button {
      padding-inline: 0.25rem 0.75rem;
      border-color: transparent;
    }
    nav button::before {
      content: '‹';
      content: '‹' / '';
      margin-inline-end: 0.375rem;
      font-size: 1.25em;
      line-height: 1;
    }
  `,
];
