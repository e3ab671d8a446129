import { css } from 'lit';

import { intentStyles } from '../intent/intent.styles.ts';
import { badge } from '../styles/badge.ts';

export const tokenRegisterStyles = [
  ...intentStyles,
  badge,
  css`
    ol {
      display: grid;
      margin: 0;
      padding: 0;
      border-block-start: 1px solid var(--_line);
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      gap: 0 1.5rem;
      align-items: baseline;
      padding: 0.5rem 0.75rem;
      border-block-end: 1px solid var(--_line);
    }
  `,
];
