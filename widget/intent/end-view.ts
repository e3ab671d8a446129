// What a change comes to: not known yet, S-50, or ended without a change.

import { html, nothing, type TemplateResult } from 'lit';

import type { Receipt } from '../../bff/contract/intent.ts';
import type { IntentMessages, Messages } from '../locale/messages.ts';
import { facts } from '../parts/facts.ts';
import { heading } from '../parts/heading.ts';
import { holderFacts } from '../parts/holder-details.ts';
import { maskedTokenId } from '../parts/masked-token-id.ts';

type Texts = Messages & IntentMessages;

export function uncertainView(m: Texts): TemplateResult {
  return html`${heading(m.headings.uncertain)}
    <div class="stack">
      <p class="notice" part="notice">${m.problem('outcome-unknown')}</p>
      <progress aria-label=${m.working}></progress>
    </div>`;
}

export interface ReceiptHandlers {
  /** S-50's way on to the member list. */
  members: () => void;
  close: () => void;
}

/** Without `handle` there is nowhere to go from it: the session is over, and the receipt is read. */
export function receiptView(
  receipt: Receipt,
  m: Texts,
  handle: ReceiptHandlers | undefined,
): TemplateResult {
  const { operation, mode } = receipt;
  const changesMode = mode.from !== mode.to;
  const goesOn = changesMode && mode.to === 'separate';
  const isRemoval = operation === 'deregister-user';
  return html`${heading(isRemoval ? m.headings.doneDeregister : m.headings.doneRegister)}
    <div class="stack">
      ${facts([
        [m.receiptNumber, html`<span class="digits">${receipt.number}</span>`],
        [m.doneAt, m.time(receipt.at)],
        [m.operation, m.operations[operation]],
        [m.newMode, changesMode ? m.modes[mode.to] : undefined],
        ...holderFacts(receipt.holder, m),
        [m.tokenId, maskedTokenId(receipt.tokenIdTail, m)],
      ])}
      ${changesMode && !goesOn ? html`<p>${m.finished}</p>` : nothing}
      ${handle ? receiptActions(handle, m, goesOn) : nothing}
    </div>`;
}

function receiptActions(handle: ReceiptHandlers, m: Texts, goesOn: boolean): TemplateResult {
  return html`<div class="actions" part="actions">
    <button type="button" part="secondary" @click=${handle.close}>${m.close}</button>
    ${
      goesOn
        ? html`<button type="button" class="primary" part="primary" @click=${handle.members}>
            ${m.toMembers}
          </button>`
        : nothing
    }
  </div>`;
}

/** Without `startAgain` there is one way, which the provider shows: to sign in. */
export function endedView(
  reason: TemplateResult | string,
  m: Texts,
  startAgain: (() => void) | undefined,
): TemplateResult {
  const again = html`<div class="actions" part="actions">
    <button type="button" class="primary" part="primary" @click=${startAgain}>
      ${m.startAgain}
    </button>
  </div>`;
  return html`${heading(m.headings.ended)}
    <div class="stack">
      <p class="notice danger" part="notice">${reason}</p>
      ${startAgain ? again : nothing}
    </div>`;
}
