import { css } from 'lit';

import { intentStyles } from '../intent/intent.styles.ts';

export const usageModeStyles = [
  ...intentStyles,
  css`
    fieldset {
      display: grid;
      gap: 0.5rem;
      min-inline-size: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      margin-block-end: 0.5rem;
    }
    .option {
      display: flex;
      gap: 0.75rem;
      align-items: baseline;
      padding: 0.75rem var(--_space);
      border: 1px solid var(--_field-line);
      border-radius: var(--_radius);
      font-weight: 400;
      cursor: pointer;
    }
    .option:hover {
      background: var(--_panel);
    }
    .option:has(:checked) {
      border-color: var(--_accent);
      box-shadow: inset 0 0 0 1px var(--_accent);
    }
    .option:has(:focus-visible) {
      outline: 3px solid var(--_focus);
      outline-offset: 2px;
    }
    input[type='radio'] {
      flex: none;
      inline-size: 1.125rem;
      block-size: 1.125rem;
      margin: 0;
      outline: none;
      accent-color: var(--_accent);
      translate: 0 0.15rem;
    }
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
      gap: 0.125rem 1rem;
      margin: 0.25rem 0 0;
      padding-inline-start: 1.25rem;
      font-size: 0.9375rem;
    }
  `,
];
