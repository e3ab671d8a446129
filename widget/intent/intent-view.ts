// What an element shows around and during a change.
//
// Owns which view stands for which screen of the flow. Refuses to own the start screen, which is the
// element's, and the fields, which are step-view's.

import { html, nothing, type TemplateResult } from 'lit';

import { isSessionEndCode } from '../client/session-end.ts';
import type { LocaleController } from '../locale/locale-controller.ts';
import type { IntentMessages, Messages } from '../locale/messages.ts';
import { statusRegion } from '../parts/status-region.ts';
import { endedView, receiptView, uncertainView } from './end-view.ts';
import type { IntentController } from './intent-controller.ts';
import type { IntentFlow, OpenFlow, StartFlow } from './intent-flow.ts';
import { OtpIntentClosedEvent } from './otp-intent-closed-event.ts';
import { OtpMembersRequestedEvent } from './otp-members-requested-event.ts';
import type { IntentRefusal } from './refusal.ts';
import { countdownText, stepView } from './step-view.ts';

type Texts = Messages & IntentMessages;

export interface IntentViewOptions {
  intent: IntentController;
  locale: LocaleController<Texts>;
  /** Where the events of the last screen come from. */
  host: HTMLElement;
  /** Shown before a change and while it opens. */
  start: () => TemplateResult;
  /** What the live region says of the start screen. */
  startStatus?: string;
  /** Loads the start screen anew, when a change is left behind. */
  restart: () => void;
}

/**
 * All that an element shows: its start screen, or the screen that its change stands at. Of a session
 * that is over it shows what came of the change, and nothing else.
 */
export function intentView(options: IntentViewOptions): TemplateResult | typeof nothing {
  const { intent, locale, start } = options;
  const { flow } = intent;
  if (intent.isOver && isStart(flow)) return nothing;
  return html`<div lang=${locale.lang}>
    ${statusRegion(statusOf(options))} ${isStart(flow) ? start() : screenView(flow, options)}
  </div>`;
}

/** Why the start screen does not go on; undefined where nothing was refused. */
export function startProblem(flow: IntentFlow, m: Messages): string | undefined {
  if (flow.screen !== 'idle' || !flow.refusal) return undefined;
  return m.problem(flow.refusal.code, flow.refusal.facts);
}

function screenView(
  flow: OpenFlow,
  { intent, host, locale, restart }: IntentViewOptions,
): TemplateResult {
  const m = locale.messages;
  const close = () => {
    intent.leave();
    restart();
    host.dispatchEvent(new OtpIntentClosedEvent(flow.screen === 'done' ? flow.receipt : undefined));
  };
  switch (flow.screen) {
    case 'proving':
    case 'registering':
    case 'confirming':
      return stepView({ flow, intent, m });
    case 'uncertain':
      return uncertainView(m);
    case 'done': {
      const members = () => host.dispatchEvent(new OtpMembersRequestedEvent());
      return receiptView(flow.receipt, m, intent.isOver ? undefined : { members, close });
    }
    case 'ended': {
      const isLast = intent.isOver || isSessionEndCode(flow.refusal.code);
      return endedView(endText(flow.refusal, m, intent.isOver), m, isLast ? undefined : close);
    }
  }
}

/** The provider says that the session is over; without one it is said here. */
function endText(
  { code, facts }: IntentRefusal,
  m: Texts,
  isToldAbove: boolean,
): TemplateResult | string {
  if (!isSessionEndCode(code)) return m.problem(code, facts);
  return isToldAbove ? m.unfinished : html`${m.problem(code)}<br />${m.unfinished}`;
}

/** What the live region says: work, waiting, and the milestones of a countdown. */
function statusOf({ intent, locale, startStatus = '' }: IntentViewOptions): string {
  const m = locale.messages;
  const { flow, countdown } = intent;
  if (flow.screen === 'idle') return startStatus;
  if (flow.screen === 'uncertain') return m.problem('outcome-unknown');
  if (flow.screen === 'opening' || intent.isSending) return m.working;
  const { announced } = countdown;
  return announced === undefined ? '' : countdownText(flow, m, announced);
}

function isStart(flow: IntentFlow): flow is StartFlow {
  return flow.screen === 'idle' || flow.screen === 'opening';
}
