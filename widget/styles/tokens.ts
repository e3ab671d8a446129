import { css } from 'lit';

/**
 * The look, as custom properties with one default each. Elements use the `--_` names only. Light or
 * dark follows the page's own `color-scheme`, so that a light portal never gets a dark island.
 */
export const tokens = css`
  :host {
    --_font: var(
      --otp-font-family,
      'Noto Sans JP',
      'Hiragino Sans',
      'Yu Gothic UI',
      'Noto Sans CJK JP',
      system-ui,
      sans-serif
    );
    --_text: var(--otp-text-color, light-dark(#1b2430, #e8edf4));
    --_muted: var(--otp-muted-color, light-dark(#566273, #a6b2c2));
    --_surface: var(--otp-surface-color, light-dark(#fff, #141a22));
    --_panel: var(--otp-panel-color, light-dark(#f4f7fa, #1c2530));
    --_line: var(--otp-line-color, light-dark(#d5dde6, #35414f));
    --_field-line: var(--otp-field-line-color, light-dark(#76869a, #7b8ca0));
    --_accent: var(--otp-accent-color, light-dark(#0b4f8a, #8cc4f7));
    --_on-accent: var(--otp-on-accent-color, light-dark(#fff, #0b1a29));
    --_danger: var(--otp-danger-color, light-dark(#b3261e, #ffb4ab));
    --_danger-panel: var(--otp-danger-panel-color, light-dark(#fdf1f0, #38201f));
    --_success: var(--otp-success-color, light-dark(#1a6b3c, #86d7a5));
    --_caution: var(--otp-caution-color, light-dark(#8a5a00, #f2c56b));
    --_radius: var(--otp-radius, 0.375rem);
    --_space: var(--otp-space, 1rem);
    --_focus: var(--otp-focus-color, light-dark(#0b4f8a, #ffd166));
  }
`;
