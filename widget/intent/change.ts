// Everything that a change needs: its controller, its screens and their texts. Nobody needs any of it
// before he presses 次へ for the first time; lazy-change loads it apart.

import { html, type TemplateResult } from 'lit';

import { isSessionEndCode } from '../client/session-end.ts';
import { changeTexts } from '../locale/change-texts.ts';
import { intentTexts } from '../locale/intent-texts.ts';
import { joined } from '../locale/joined.ts';
import type { LocaleController } from '../locale/locale-controller.ts';
import type { IntentMessages, Messages } from '../locale/messages.ts';
import { endedView, receiptView, uncertainView } from './end-view.ts';
import type { IntentController } from './intent-controller.ts';
import type { OpenFlow } from './intent-flow.ts';
import type { IntentViewOptions } from './intent-view.ts';
import { OtpIntentClosedEvent } from './otp-intent-closed-event.ts';
import { OtpMembersRequestedEvent } from './otp-members-requested-event.ts';
import type { IntentRefusal } from './refusal.ts';
import { countdownText, stepView } from './step-view.ts';

export { changeStyles } from './change.styles.ts';
export { IntentController } from './intent-controller.ts';

const texts = joined(changeTexts, intentTexts);

type ChangeTexts = Messages & IntentMessages;

type Locale = LocaleController<Messages>;

/** The screen that a change stands at. */
export function screenView(
  flow: OpenFlow,
  intent: IntentController,
  { intent: gate, host, locale, restart }: IntentViewOptions,
): TemplateResult {
  const m = locale.say(texts);
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
      return receiptView(flow.receipt, m, gate.isOver ? undefined : { members, close });
    }
    case 'ended': {
      const isLast = gate.isOver || isSessionEndCode(flow.refusal.code);
      return endedView(endText(flow.refusal, m, gate.isOver), m, isLast ? undefined : close);
    }
  }
}

/** The provider says that the session is over; without one it is said here. */
function endText(
  { code, facts }: IntentRefusal,
  m: ChangeTexts,
  isToldAbove: boolean,
): TemplateResult | string {
  if (!isSessionEndCode(code)) return m.problem(code, facts);
  return isToldAbove ? m.unfinished : html`${m.problem(code)}<br />${m.unfinished}`;
}

/** What the live region says: work, waiting, and the milestones of a countdown. */
export function screenStatus(intent: IntentController, locale: Locale): string {
  const m = locale.say(texts);
  if (intent.flow.screen === 'uncertain') return m.problem('outcome-unknown');
  if (intent.isSending) return m.working;
  const { announced } = intent.countdown;
  return announced === undefined ? '' : countdownText(intent.flow, m, announced);
}

/** Why a change was not even opened. */
export function refusalText({ code, facts }: IntentRefusal, locale: Locale): string {
  return locale.say(texts).problem(code, facts);
}
