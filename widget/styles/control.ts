import { css } from 'lit';

/** Buttons, labels, facts (`dl`), panels and notices. Targets are 44 px high (WCAG 2.5.5). */
export const control = css`
  button {
    min-block-size: 2.75rem;
    padding: 0.5rem 1.5rem;
    border: 1px solid var(--_accent);
    border-radius: var(--_radius);
    background: transparent;
    color: var(--_accent);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button:hover {
    background: color-mix(in srgb, var(--_accent) 8%, transparent);
  }
  button.primary {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  button.primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }
  button[aria-disabled='true'] {
    opacity: 0.6;
    cursor: default;
  }
  .actions {
    display: flex;
    flex-wrap: wrap-reverse;
    gap: 0.75rem;
  }
  .actions > button {
    flex: 1 1 8rem;
    max-inline-size: 16rem;
  }
  label,
  .label {
    display: block;
    font-weight: 600;
  }
  .error {
    color: var(--_danger);
    font-weight: 600;
  }
  dl {
    display: grid;
    margin: 0;
    border-block-start: 1px solid var(--_line);
  }
  dl > div {
    display: grid;
    grid-template-columns: minmax(7rem, 12rem) 1fr;
    border-block-end: 1px solid var(--_line);
  }
  dt {
    padding: 0.5rem 0.75rem;
    background: var(--_panel);
    font-size: 0.9375rem;
    font-weight: 600;
  }
  dd {
    margin: 0;
    padding: 0.5rem 0.75rem;
  }
  @container (inline-size < 26rem) {
    dl > div {
      grid-template-columns: 1fr;
    }
    dt {
      padding-block-end: 0;
    }
    dd {
      padding-block-start: 0;
      background: var(--_panel);
    }
    .actions > button {
      max-inline-size: none;
    }
  }
  .panel,
  .notice {
    padding: var(--_space);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_panel);
  }
  .notice {
    border-inline-start: 4px solid var(--_accent);
  }
  .notice.danger {
    border-color: var(--_danger);
    background: var(--_danger-panel);
  }
  @media (forced-colors: active) {
    button.primary {
      border-width: 2px;
    }
    button[aria-disabled='true'] {
      color: GrayText;
      opacity: 1;
    }
  }
`;
