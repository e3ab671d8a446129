// S-60: one holder's registration, its history, and what can be done to it.

import { html, nothing, type TemplateResult } from 'lit';

import type {
  MemberRegistration,
  RegistrationEvent,
  RowAction,
} from '../../bff/contract/member.ts';
import type { Messages, RegistrationMessages } from '../locale/messages.ts';
import { heading } from '../parts/heading.ts';
import { holderDetails } from '../parts/holder-details.ts';
import { maskedTokenId } from '../parts/masked-token-id.ts';
import { dangerNotice } from '../parts/notice.ts';

type Texts = Messages & RegistrationMessages;

export interface RegistrationScreen {
  m: Texts;
  registration: MemberRegistration;
  /** Why the last press came to nothing. */
  problem: string | undefined;
  busy: boolean;
  start: (action: RowAction) => void;
}

export function registrationView(screen: RegistrationScreen): TemplateResult {
  const { m, registration, problem } = screen;
  const { status, token, since, pausedUntil } = registration.registration;
  const shares = registration.usesSharedToken;
  return html`${heading(m.heading)}
    <div class="stack">
      ${dangerNotice(problem)}
      ${holderDetails(m.holder, registration.holder, m, [
        [m.status, shares ? m.usesShared : statusBadge(status, m)],
        [m.tokenId, token && maskedTokenId(token.idTail, m)],
        [m.registeredSince, since && m.time(since)],
        [m.pausedUntil, pausedUntil && m.time(pausedUntil)],
      ])}
      ${actions(screen)}
      <section aria-label=${m.history} part="history">
        <h3>${m.history}</h3>
        ${history(registration.history, m)}
      </section>
    </div>`;
}

function statusBadge(status: keyof Messages['statuses'], m: Texts): TemplateResult {
  return html`<span class="badge ${status}" part="status">${m.statuses[status]}</span>`;
}

function actions({ m, registration, busy, start }: RegistrationScreen): TemplateResult {
  if (registration.actions.length === 0) return html`<p class="muted">${m.readOnly}</p>`;
  return html`<div class="actions" part="actions">
    ${registration.actions.map((action) => {
      const handle = () => {
        start(action);
      };
      const kind = action === 'deregister' ? 'secondary' : 'primary';
      return html`<button
        type="button"
        class=${kind}
        part=${kind}
        aria-disabled=${busy ? 'true' : nothing}
        @click=${handle}
      >
        ${m.actions[action]}
      </button>`;
    })}
  </div>`;
}

function history(events: RegistrationEvent[], m: Texts): TemplateResult {
  if (events.length === 0) return html`<p class="muted">${m.noHistory}</p>`;
  return html`<ol>
    ${events.map(
      ({ at, event, tokenIdTail, receiptNumber }) =>
        html`<li>
          <time datetime=${at}>${m.time(at)}</time>
          <span><strong>${m.events[event]}</strong>　${maskedTokenId(tokenIdTail, m)}</span>
          <span class="muted">${m.receiptNumber} <span class="digits">${receiptNumber}</span></span>
        </li>`,
    )}
  </ol>`;
}
