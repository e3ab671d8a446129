import { css } from 'lit';

/** What is typed into; 44 px high as the buttons are (WCAG 2.5.5). */
export const field = css`
  [part='input'] {
    inline-size: 100%;
    max-inline-size: 20rem;
    min-block-size: 2.75rem;
    padding: 0.375rem 0.75rem;
    border: 1px solid var(--_field-line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
`;
