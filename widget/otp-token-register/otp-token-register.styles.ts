import { css } from 'lit';

import { intentStyles } from '../intent/intent.styles.ts';

export const tokenRegisterStyles = [
  ...intentStyles,
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
    .badge {
      padding: 0.125rem 0.75rem;
      border: 1px solid currentcolor;
      border-radius: 1rem;
      color: var(--_muted);
      font-size: 0.875rem;
      font-weight: 600;
    }
    .registered {
      color: var(--_success);
    }
    .paused {
      color: var(--_caution);
    }
    .disabled {
      color: var(--_danger);
    }
  `,
];
