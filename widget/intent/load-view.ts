import { html, nothing, type TemplateResult } from 'lit';

import type { Loader } from '../client/loader.ts';
import { isSessionEndCode } from '../client/session-end.ts';
import type { Messages } from '../locale/messages.ts';
import { dangerNotice } from '../parts/notice.ts';
import { refusalOf, type IntentRefusal } from './refusal.ts';

/** The start screen, once it is known what stands on it; before, that it is being asked. */
export function loadView<T>(
  loader: Loader<T>,
  m: Messages,
  view: (value: T) => TemplateResult,
): TemplateResult {
  const { answer } = loader;
  switch (answer.state) {
    case 'none':
    case 'asked':
      return html`<p class="muted" aria-busy="true">${m.loading}</p>`;
    case 'answered':
      return view(answer.value);
    case 'failed':
      return failureView(answer.error, m, loader.reload);
  }
}

/** Why nothing could be loaded, and another try where one could help: not after the session's end. */
export function failureView(error: unknown, m: Messages, reload: () => void): TemplateResult {
  const { code, facts } = refusalOf(error);
  const again = html`<div class="actions" part="actions">
    <button type="button" part="secondary" @click=${reload}>${m.retry}</button>
  </div>`;
  return html`${dangerNotice(m.problem(code, facts))} ${isFinal(code) ? nothing : again}`;
}

function isFinal(code: IntentRefusal['code']): boolean {
  return code === 'not-permitted' || isSessionEndCode(code);
}
