import { css } from 'lit';

/** The block every element is: its type, its colours, its headings, its place on the page. */
export const host = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_text);
    font-family: var(--_font);
    font-size: 1rem;
    line-height: 1.75;
    line-break: strict;
    overflow-wrap: anywhere;
    text-align: start;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2 {
    margin: 0 0 var(--_space);
    padding-block-end: 0.5rem;
    border-block-end: 2px solid var(--_accent);
    font-size: 1.375rem;
    font-weight: 700;
    line-height: 1.4;
    text-wrap: balance;
  }
  h3 {
    margin: 0;
    font-size: 1rem;
    font-weight: 700;
  }
  p {
    margin: 0;
  }
  /* Breaks between phrases, not within a word, where the browser knows Japanese. */
  h2,
  p {
    word-break: auto-phrase;
  }
  .stack {
    display: grid;
    gap: calc(var(--_space) * 1.25);
  }
  .muted {
    color: var(--_muted);
    font-size: 0.875rem;
  }
  .digits {
    font-variant-numeric: tabular-nums;
  }
  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  /* A heading takes the focus for readers of the next screen; it is not a control. */
  h2:focus {
    outline: none;
  }
`;
