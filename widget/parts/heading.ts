import { html, type TemplateResult } from 'lit';

/** A screen's heading; takes the focus when its screen comes. */
export function heading(text: string): TemplateResult {
  return html`<h2 part="heading" tabindex="-1">${text}</h2>`;
}
