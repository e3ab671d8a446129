import { css } from 'lit';

import { control } from '../styles/control.ts';
import { host } from '../styles/host.ts';
import { tokens } from '../styles/tokens.ts';
import { visuallyHidden } from '../styles/visually-hidden.ts';

/** Everything that a change may show, for both elements that make changes. */
export const intentStyles = [
  tokens,
  host,
  control,
  visuallyHidden,
  css`
    :host {
      max-inline-size: 48rem;
    }
    .code {
      display: grid;
      gap: 0.75rem;
      padding: var(--_space);
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_panel);
    }
    input[inputmode='numeric'] {
      max-inline-size: 12rem;
      font-size: 1.375rem;
      letter-spacing: 0.2em;
    }
    .field > .error:empty {
      display: none;
    }
    .field > input {
      margin-block: 0.25rem;
    }
    .countdown {
      color: var(--_accent);
      font-weight: 700;
      font-variant-numeric: tabular-nums;
    }
    .warning {
      padding-inline-start: 0.75rem;
      border-inline-start: 3px solid var(--_caution);
      font-size: 0.875rem;
    }
    section > h3 {
      margin-block-end: 0.5rem;
    }
    progress {
      inline-size: 100%;
      accent-color: var(--_accent);
    }
  `,
];
