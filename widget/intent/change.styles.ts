import { css } from 'lit';

import { field } from '../styles/field.ts';

/** What only an open change shows: its fields, its countdown, its waiting. */
export const changeStyles = css`
  ${field}
  .code {
    display: grid;
    gap: 0.75rem;
    padding: var(--_space);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_panel);
  }
  input[aria-invalid='true'] {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
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
  .notice.caution {
    border-inline-start-color: var(--_caution);
  }
  progress {
    inline-size: 100%;
    accent-color: var(--_accent);
  }
`;
