// The road of one change, S-30 to S-50, as a pure function from state and event to state.
//
// Owns which screen follows which answer. Refuses to own requests, time, fields and wording: the
// controller asks, the view shows. An event that a state has no use for leaves it as it is, so that
// a late answer can't move a screen.

import type { Intent, IntentStep, Receipt } from '../../bff/contract/intent.ts';
import type { ProblemCode } from '../../bff/contract/problem.ts';
import { isSessionEndCode } from '../client/session-end.ts';
import type { IntentRefusal } from './refusal.ts';

/** A screen that waits for a person, or, while `sending`, for the server's answer to what they gave. */
export interface StepFlow {
  readonly screen: 'proving' | 'registering' | 'confirming';
  readonly intent: Intent;
  readonly sending: boolean;
  readonly refusal?: IntentRefusal;
  /** S-40 after `clock-off`: the code that follows the first one is asked as well. */
  readonly asksNextCode?: boolean;
}

/** Before the server has opened a change: the start screen, waiting for a press or for the answer. */
export type StartFlow =
  { readonly screen: 'idle'; readonly refusal?: IntentRefusal } | { readonly screen: 'opening' };

export type IntentFlow =
  | StartFlow
  | StepFlow
  /** Sent, and not answered: nothing more is asked of anybody before the server has told. */
  | { readonly screen: 'uncertain'; readonly intent: Intent }
  | { readonly screen: 'done'; readonly receipt: Receipt }
  | { readonly screen: 'ended'; readonly refusal: IntentRefusal };

/** A change that the server has opened. */
export type OpenFlow = Exclude<IntentFlow, StartFlow>;

export type IntentEvent =
  | { readonly type: 'open' }
  /** The server tells the intent: opened, proved, or asked for after an unknown outcome. */
  | { readonly type: 'intent'; readonly intent: Intent }
  | { readonly type: 'send' }
  | { readonly type: 'committed'; readonly receipt: Receipt }
  | { readonly type: 'refused'; readonly refusal: IntentRefusal }
  | { readonly type: 'unanswered' }
  | { readonly type: 'cancel' }
  /** The session is over, which the change learns from its provider and not from an answer. */
  | { readonly type: 'over' };

export const idle: IntentFlow = { screen: 'idle' };

const screenOf = {
  prove: 'proving',
  register: 'registering',
  confirm: 'confirming',
} as const satisfies Record<IntentStep, StepFlow['screen']>;

/** After these the intent is dead, or nothing that a person types could help it. */
const endings: readonly IntentRefusal['code'][] = [
  'session-ended',
  'signed-in-elsewhere',
  'reauthentication-required',
  'not-permitted',
  'csrf',
  'token-disabled',
  'not-found',
  'intent-conflict',
  'intent-order',
  'intent-expired',
  'idempotency-mismatch',
  'row-changed',
  'mode-unchanged',
  'shared-mode',
  'master-deregistration',
  'mode-unset',
] satisfies ProblemCode[];

export function transition(flow: IntentFlow, event: IntentEvent): IntentFlow {
  switch (flow.screen) {
    case 'idle':
      return afterIdle(flow, event);
    case 'opening':
      return afterOpening(flow, event);
    case 'proving':
    case 'registering':
    case 'confirming':
      return flow.sending ? afterSending(flow, event) : afterAsking(flow, event);
    case 'uncertain':
      return afterUncertain(flow, event);
    case 'done':
      return flow;
    case 'ended':
      // What it says is read; only the end of this very change is worth a word to the next person.
      return event.type === 'over' && !isSessionEndCode(flow.refusal.code) ? idle : flow;
  }
}

function afterIdle(flow: IntentFlow, event: IntentEvent): IntentFlow {
  switch (event.type) {
    case 'open':
      return { screen: 'opening' };
    case 'refused':
      return { screen: 'idle', refusal: event.refusal };
    case 'cancel':
    case 'over':
      return idle;
    default:
      return flow;
  }
}

function afterOpening(flow: IntentFlow, event: IntentEvent): IntentFlow {
  switch (event.type) {
    case 'intent':
      return shown(event.intent);
    case 'refused':
      return isSessionEndCode(event.refusal.code)
        ? { screen: 'ended', refusal: event.refusal }
        : { screen: 'idle', refusal: event.refusal };
    case 'cancel':
    case 'over':
      return idle;
    default:
      return flow;
  }
}

function afterAsking(flow: StepFlow, event: IntentEvent): IntentFlow {
  switch (event.type) {
    case 'send':
      return asking(flow, { sending: true });
    case 'refused':
      return asking(flow, { refusal: event.refusal });
    case 'cancel':
      return idle;
    case 'over':
      return ended('session-ended');
    default:
      return flow;
  }
}

function afterSending(flow: StepFlow, event: IntentEvent): IntentFlow {
  switch (event.type) {
    case 'intent':
      return shown(event.intent);
    case 'committed':
      return flow.screen === 'proving' ? flow : { screen: 'done', receipt: event.receipt };
    case 'refused':
      return refused(flow, event.refusal);
    case 'unanswered':
      return { screen: 'uncertain', intent: flow.intent };
    case 'over':
      return isCommitting(flow)
        ? { screen: 'uncertain', intent: flow.intent }
        : ended('session-ended');
    default:
      return flow;
  }
}

function afterUncertain(flow: IntentFlow, event: IntentEvent): IntentFlow {
  if (event.type === 'refused') return endedBy(event.refusal);
  if (event.type === 'committed') return { screen: 'done', receipt: event.receipt };
  if (event.type === 'over') return ended('outcome-untold');
  if (event.type !== 'intent' || flow.screen !== 'uncertain') return flow;
  const next = shown(event.intent);
  // The same screen again: what was sent had no effect, and a person must know that.
  return isStep(next) && event.intent.steps[0] === flow.intent.steps[0]
    ? { ...next, refusal: { code: 'not-received' } }
    : next;
}

function refused(flow: StepFlow, refusal: IntentRefusal): IntentFlow {
  if (endings.includes(refusal.code)) return endedBy(refusal);
  const { screen, intent } = flow;
  const asksNextCode = screen === 'registering' && refusal.code === 'clock-off';
  return { screen, intent, sending: false, refusal, ...(asksNextCode && { asksNextCode }) };
}

/** The same screen, with the former refusal gone and the answer of the person kept. */
function asking(flow: StepFlow, change: Partial<StepFlow>): StepFlow {
  const { screen, intent, asksNextCode } = flow;
  return { screen, intent, sending: false, ...(asksNextCode && { asksNextCode }), ...change };
}

/** Where an intent stands by what the server says of it. */
function shown(intent: Intent): IntentFlow {
  const [step] = intent.steps;
  switch (intent.state) {
    case 'open':
    case 'proved':
      return step === undefined ? ended('intent-order') : stepFlow(intent, step);
    case 'committed':
      return intent.receipt
        ? { screen: 'done', receipt: intent.receipt }
        : ended('outcome-unknown');
    case 'void':
      return ended('intent-conflict');
    case 'expired':
      return ended('intent-expired');
  }
}

function stepFlow(intent: Intent, step: IntentStep): StepFlow {
  return { screen: screenOf[step], intent, sending: false };
}

/** What is not found once a change is open is the change: nobody's id was asked for. */
function endedBy(refusal: IntentRefusal): IntentFlow {
  return refusal.code === 'not-found' ? ended('intent-expired') : { screen: 'ended', refusal };
}

function ended(code: IntentRefusal['code']): IntentFlow {
  return { screen: 'ended', refusal: { code } };
}

/** True while the answer to 確定 is awaited: from then on the change may have happened. */
export function isCommitting(flow: IntentFlow): boolean {
  return isStep(flow) && flow.sending && flow.screen !== 'proving';
}

/** True for a screen with something to type or to confirm. */
export function isStep(flow: IntentFlow): flow is StepFlow {
  return 'sending' in flow;
}
