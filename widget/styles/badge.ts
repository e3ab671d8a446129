import { css } from 'lit';

/** A registration status, in the colour of its urgency. */
export const badge = css`
  .badge {
    display: inline-block;
    padding-inline: 0.75rem;
    border: 1px solid currentcolor;
    border-radius: 1rem;
    color: var(--_muted);
    font-size: 0.8125rem;
    font-weight: 600;
    white-space: nowrap;
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
`;
