import { html, type TemplateResult } from 'lit';

/**
 * What a screen reader is told without being moved. It must stand in the page before it speaks, so
 * render it always, with an empty text when there is nothing to say.
 */
export function statusRegion(text: string): TemplateResult {
  return html`<p class="vh" role="status">${text}</p>`;
}
