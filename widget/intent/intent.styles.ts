import { css } from 'lit';

import { control } from '../styles/control.ts';
import { host } from '../styles/host.ts';
import { tokens } from '../styles/tokens.ts';
import { visuallyHidden } from '../styles/visually-hidden.ts';

/** What both elements that make changes begin with; `changeStyles` comes with the change. */
export const intentStyles = [
  tokens,
  host,
  control,
  visuallyHidden,
  css`
    :host {
      max-inline-size: 48rem;
    }
    section > h3 {
      margin-block-end: 0.5rem;
    }
  `,
];
