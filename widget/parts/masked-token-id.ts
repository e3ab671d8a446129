import { html, type TemplateResult } from 'lit';

import type { Messages } from '../locale/messages.ts';

/** A token id by its last four: dots for the eye, 「末尾」 for the ear. */
export function maskedTokenId(tail: string, m: Messages): TemplateResult {
  return html`<span class="digits"
    ><span aria-hidden="true">••••&nbsp;</span><span class="vh">${m.endingIn}</span>${tail}</span
  >`;
}
