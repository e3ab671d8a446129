import { css } from 'lit';

/** `.vh`: said by a screen reader, not seen. */
export const visuallyHidden = css`
  .vh {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
