import { css } from 'lit';

import { badge } from '../styles/badge.ts';
import { control } from '../styles/control.ts';
import { field } from '../styles/field.ts';
import { host } from '../styles/host.ts';
import { tokens } from '../styles/tokens.ts';
import { visuallyHidden } from '../styles/visually-hidden.ts';

export const memberListStyles = [
  tokens,
  host,
  control,
  field,
  badge,
  visuallyHidden,
  css`
    .mode,
    .fields,
    nav {
      display: flex;
      flex-wrap: wrap;
      gap: 0.75rem 1rem;
      align-items: center;
      justify-content: space-between;
    }
    .mode .label {
      margin-inline-end: 0.75rem;
      color: var(--_muted);
      font-size: 0.875rem;
    }
    .fields {
      align-items: end;
      justify-content: start;
      margin-block-start: 0.5rem;
    }
    .field {
      flex: 1 1 12rem;
      max-inline-size: 20rem;
    }
    .field label {
      margin-block-end: 0.25rem;
    }
    .field .muted {
      font-weight: 400;
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: 0.75rem;
    }
    .members {
      gap: 0.5rem;
    }
    .range {
      color: var(--_muted);
      font-size: 0.875rem;
    }
    table {
      inline-size: 100%;
      border-collapse: collapse;
    }
    [aria-busy='true'] table {
      opacity: 0.6;
    }
    th,
    td {
      padding: 0.5rem 0.75rem;
      border-block-end: 1px solid var(--_line);
      text-align: start;
    }
    thead th {
      border-block: 1px solid var(--_line);
      background: var(--_panel);
      font-size: 0.875rem;
      line-height: 1.4;
      white-space: nowrap;
    }
    tbody th {
      font-weight: 600;
    }
    tbody tr:hover {
      background: color-mix(in srgb, var(--_accent) 4%, transparent);
    }
    .corporation {
      background: var(--_panel);
    }
    .action,
    thead th:last-child {
      text-align: end;
    }
    .action button {
      padding-inline: 1rem;
      font-size: 0.9375rem;
      white-space: nowrap;
    }
    nav {
      justify-content: center;
      margin-block-start: 0.75rem;
    }
    nav ul {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    nav button {
      min-inline-size: 2.75rem;
      padding-inline: 0.75rem;
    }
    nav [aria-current] {
      background: var(--_accent);
      color: var(--_on-accent);
    }
    /* Cards: each row a small list of label and value. */
    @container (inline-size < 44rem) {
      table,
      tbody,
      tr,
      th,
      td {
        display: block;
      }
      thead {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      tbody {
        display: grid;
        gap: 0.75rem;
      }
      tr {
        padding: 0.5rem 0.75rem 0.75rem;
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
      }
      tbody th,
      td {
        display: grid;
        grid-template-columns: minmax(5.5rem, 34%) 1fr;
        gap: 0.5rem;
        align-items: baseline;
        padding: 0.25rem 0;
        border: 0;
      }
      [data-label]::before {
        content: attr(data-label);
        content: attr(data-label) / '';
        color: var(--_muted);
        font-size: 0.8125rem;
        font-weight: 400;
      }
      .action {
        display: block;
      }
      .action button {
        inline-size: 100%;
        margin-block-start: 0.25rem;
      }
      .action:empty {
        display: none;
      }
      .badge {
        justify-self: start;
      }
      .mode > button,
      .buttons,
      .buttons > button {
        flex: 1 1 auto;
      }
      .field {
        max-inline-size: none;
      }
      [part='input'] {
        max-inline-size: none;
      }
    }
    @media (forced-colors: active) {
      nav [aria-current] {
        forced-color-adjust: none;
        background: Highlight;
        color: HighlightText;
      }
    }
  `,
];
