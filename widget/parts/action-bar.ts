import { html, nothing, type TemplateResult } from 'lit';

/** The two buttons under a screen. Without `back` there is no way back. */
export interface ActionBar {
  primary: string;
  back?: { label: string; handle: () => void } | undefined;
  /** An answer is awaited: the buttons stay, keep the focus, and do nothing. */
  busy: boolean;
}

/** Inside a form: the primary button submits it. */
export function actionBar({ primary, back, busy }: ActionBar): TemplateResult {
  const disabled = busy ? 'true' : nothing;
  return html`<div class="actions" part="actions">
    ${
      back
        ? html`<button
            type="button"
            part="secondary"
            aria-disabled=${disabled}
            @click=${back.handle}
          >
            ${back.label}
          </button>`
        : nothing
    }
    <button type="submit" class="primary" part="primary" aria-disabled=${disabled}>
      ${primary}
    </button>
  </div>`;
}
