import { css } from 'lit';

import { control } from '../styles/control.ts';
import { host } from '../styles/host.ts';
import { tokens } from '../styles/tokens.ts';
import { visuallyHidden } from '../styles/visually-hidden.ts';
import { changeStyles } from './change.styles.ts';

/** What both elements that make changes look like, from their start screen to the receipt. */
export const intentStyles = [
  tokens,
  host,
  control,
  visuallyHidden,
  changeStyles,
  css`
    :host {
      max-inline-size: 48rem;
    }
    section > h3 {
      margin-block-end: 0.5rem;
    }
  `,
];
