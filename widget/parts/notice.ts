import { html, nothing, type TemplateResult } from 'lit';

/** Why a screen does not go on; takes the focus when there is no field to go to. */
export function dangerNotice(text: string | undefined): TemplateResult | typeof nothing {
  return text === undefined
    ? nothing
    : html`<p class="notice danger" part="notice" role="alert" tabindex="-1">${text}</p>`;
}
