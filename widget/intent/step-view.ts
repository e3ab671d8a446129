// S-30, S-40 and S-42: the screens of a change that ask something.
//
// Owns their order on the page and the reading of their fields at 次へ and 確定. Refuses to own where
// an answer leads: that is the flow's.

import { html, nothing, type TemplateResult } from 'lit';

import { isCode, type CodeDigits } from '../../bff/contract/code.ts';
import { tokenIdPattern } from '../../bff/contract/token.ts';
import type { IntentMessages, Messages } from '../locale/messages.ts';
import { actionBar } from '../parts/action-bar.ts';
import { codeField } from '../parts/code-field.ts';
import { facts } from '../parts/facts.ts';
import { heading } from '../parts/heading.ts';
import { holderDetails } from '../parts/holder-details.ts';
import { maskedTokenId } from '../parts/masked-token-id.ts';
import { dangerNotice } from '../parts/notice.ts';
import { tokenIdField } from '../parts/token-id-field.ts';
import type { IntentController } from './intent-controller.ts';
import { isStep, type IntentFlow, type StepFlow } from './intent-flow.ts';
import { mayKeepToken } from './next-code.ts';
import { placeOf, type RefusalPlace } from './refusal-place.ts';

type Texts = Messages & IntentMessages;

interface Screen {
  flow: StepFlow;
  intent: IntentController;
  m: Texts;
}

export function stepView(screen: Screen): TemplateResult {
  switch (screen.flow.screen) {
    case 'proving':
      return proofScreen(screen);
    case 'registering':
      return registerScreen(screen);
    case 'confirming':
      return confirmScreen(screen);
  }
}

function proofScreen(screen: Screen): TemplateResult {
  const { flow, intent, m } = screen;
  const { prover } = flow.intent;
  const digits = prover?.token.digits;
  const handle = (form: HTMLFormElement) => {
    const code = valueOf(form, 'code');
    if (digits && !isCode(code, digits)) intent.refuse({ code: 'otp-format', facts: { digits } });
    else void intent.prove(code);
  };
  return html`${heading(m.headings.prove)}
    <form
      class="stack"
      novalidate
      @submit=${submitting(intent, handle)}
      @input=${intent.wiper.touch}
    >
      ${screenNotice(screen)}
      <p>${m.proveLead}</p>
      ${
        prover &&
        holderDetails(m.holder, prover.holder, m, [
          [m.tokenId, maskedTokenId(prover.token.idTail, m)],
        ])
      }
      ${codePart(screen, m.codeHint(digits))} ${buttons(screen, m.next)}
    </form>`;
}

function registerScreen(screen: Screen): TemplateResult {
  const { flow, intent, m } = screen;
  const { mode, holder } = flow.intent;
  const handle = (form: HTMLFormElement) => {
    register(screen, form);
  };
  return html`${heading(m.headings.register)}
    <form
      class="stack"
      novalidate
      @submit=${submitting(intent, handle)}
      @input=${intent.wiper.touch}
    >
      ${screenNotice(screen)}
      <p>${m.registerLead}</p>
      ${mode.from === mode.to ? nothing : facts([[m.newMode, m.modes[mode.to]]])}
      ${holderDetails(m.holder, holder, m)}
      ${tokenIdField({
        id: 'token-id',
        label: m.tokenId,
        hint: m.tokenIdHint,
        error: errorAt(screen, 'token-id'),
      })}
      ${codePart(screen, m.codeHint(undefined))} ${buttons(screen, m.commit)}
    </form>`;
}

function confirmScreen(screen: Screen): TemplateResult {
  const { flow, intent, m } = screen;
  const { holder, registration } = flow.intent;
  const handle = () => {
    void intent.commit({});
  };
  return html`${heading(m.headings.confirm)}
    <form class="stack" novalidate @submit=${submitting(intent, handle)}>
      ${screenNotice(screen)}
      ${holderDetails(m.holder, holder, m, [
        [m.tokenId, registration?.token && maskedTokenId(registration.token.idTail, m)],
        [m.registeredSince, registration?.since && m.time(registration.since)],
      ])}
      <p class="notice caution" part="notice">${m.confirmLead}</p>
      ${buttons(screen, m.commit)}
    </form>`;
}

/** The first field that can't be right is told before anything is sent. */
function register({ flow, intent }: Screen, form: HTMLFormElement): void {
  const tokenId = valueOf(form, 'token-id');
  const code = valueOf(form, 'code');
  const nextCode = flow.asksNextCode ? valueOf(form, 'next-code') : undefined;
  if (!tokenIdPattern.test(tokenId)) intent.refuse({ code: 'token-id-format' });
  else if (!couldBeCode(code) || (nextCode !== undefined && !couldBeCode(nextCode))) {
    intent.refuse({ code: 'otp-format' });
  } else {
    void intent.commit({ tokenId, code, ...(nextCode !== undefined && { nextCode }) });
  }
}

/** Only the server knows how many digits the new token shows. */
function couldBeCode(code: string): boolean {
  return ([6, 8] satisfies CodeDigits[]).some((digits) => isCode(code, digits));
}

/** What the seconds count to: the next number, or the first one that can be judged again. */
export function countdownText(flow: IntentFlow, m: IntentMessages, seconds: number): string {
  const waits = isStep(flow) && flow.refusal && placeOf(flow.refusal) === 'countdown';
  return waits ? m.waitFor(seconds) : m.nextCodeIn(seconds);
}

/** The code field, the wait for the next code, and the warning that belongs beside every code. */
function codePart(screen: Screen, hint: string): TemplateResult {
  const { flow, intent, m } = screen;
  const error = errorAt(screen, 'code');
  const { remaining } = intent.countdown;
  return html`<div class="code" part="code">
    ${mayKeepToken(flow) ? html`<p>${m.nextCodeHint}</p>` : nothing}
    ${
      remaining === undefined
        ? nothing
        : html`<p class="countdown" part="countdown" role="timer">
            ${countdownText(flow, m, remaining)}
          </p>`
    }
    ${codeField({ id: 'code', label: m.code, hint, error: flow.asksNextCode ? undefined : error })}
    ${flow.asksNextCode ? codeField({ id: 'next-code', label: m.nextCode, hint, error }) : nothing}
    <p class="warning">${m.neverTell}</p>
  </div>`;
}

function buttons({ flow, intent, m }: Screen, primary: string): TemplateResult {
  const handle = () => {
    intent.cancel();
  };
  return html`<p class="muted">${m.expiresAt(m.time(flow.intent.expiresAt))}</p>
    ${actionBar({ primary, back: { label: m.back, handle }, busy: flow.sending })}`;
}

function screenNotice(screen: Screen): TemplateResult | typeof nothing {
  return dangerNotice(errorAt(screen, 'screen'));
}

function errorAt({ flow, m }: Screen, place: RefusalPlace): string | undefined {
  const { refusal } = flow;
  return refusal && placeOf(refusal) === place ? m.problem(refusal.code, refusal.facts) : undefined;
}

/** Never lets the browser submit anything by itself, and not twice what was sent once (A85). */
function submitting(
  intent: IntentController,
  handle: (form: HTMLFormElement) => void,
): (event: SubmitEvent) => void {
  return (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (intent.isSending || !(form instanceof HTMLFormElement)) return;
    try {
      if (showsAll(form)) handle(form);
      else intent.refuse({ code: 'not-shown' });
    } catch (error) {
      intent.refuse({ code: 'internal' });
      throw error;
    }
  };
}

/** False where the page hides what would be confirmed (A79), by `::part` too, or it is not there. */
function showsAll(form: HTMLFormElement): boolean {
  for (const shown of [form, ...form.querySelectorAll('[part="facts"]')]) {
    const isVisible = shown.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (!isVisible || shown.childElementCount === 0) return false;
  }
  return true;
}

function valueOf(form: HTMLFormElement, id: string): string {
  return form.querySelector<HTMLInputElement>(`#${id}`)?.value ?? '';
}
