import { html, nothing, type TemplateResult } from 'lit';

import type { Loader } from '../client/loader.ts';
import type { Messages } from '../locale/messages.ts';
import { dangerNotice } from '../parts/notice.ts';
import { refusalOf } from './refusal.ts';

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

/** Why nothing could be loaded, and another try where one could help. */
export function failureView(error: unknown, m: Messages, reload: () => void): TemplateResult {
  const { code, facts } = refusalOf(error);
  const again = html`<div class="actions" part="actions">
    <button type="button" part="secondary" @click=${reload}>${m.retry}</button>
  </div>`;
  return html`${dangerNotice(m.problem(code, facts))} ${code === 'not-permitted' ? nothing : again}`;
}
