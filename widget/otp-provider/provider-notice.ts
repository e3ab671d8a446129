// What a provider says of its session, and the one button beside it.

import { html, nothing, type TemplateResult } from 'lit';

import type { Messages, SessionMessages } from '../locale/messages.ts';
import type { ProviderState } from './provider-state.ts';

export interface ProviderNotice {
  state: ProviderState;
  m: Messages & SessionMessages;
  /** Where to sign in; without it a button asks the portal. */
  signInUrl: string | undefined;
  stay: () => void;
  signIn: () => void;
  retry: () => void;
}

export function providerNotice(notice: ProviderNotice): TemplateResult | typeof nothing {
  const { state, m, stay, retry } = notice;
  switch (state.phase) {
    case 'unknown':
    case 'active':
      return nothing;
    case 'ending':
      return html`<p>${m.ending}</p>
        <button part="stay" type="button" @click=${stay}>${m.stay}</button>`;
    case 'over':
      return html`<p tabindex="-1">${m.over[state.reason]}</p>
        ${wayIn(notice)}`;
    case 'unavailable':
      return html`<p tabindex="-1">${m.unavailable}</p>
        <button part="retry" type="button" @click=${retry}>${m.retry}</button>`;
  }
}

function wayIn({ m, signInUrl, signIn }: ProviderNotice): TemplateResult {
  return signInUrl === undefined
    ? html`<button part="sign-in" class="primary" type="button" @click=${signIn}>
        ${m.signIn}
      </button>`
    : html`<a part="sign-in" class="primary" href=${signInUrl}>${m.signIn}</a>`;
}
