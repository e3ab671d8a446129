// A change that is open: its screens, their texts, and the question for an unknown outcome. Nobody
// needs any of it before he presses 次へ for the first time; lazy-screens loads it apart.

import type { TemplateResult } from 'lit';

import { commonTexts, intentTexts, joined } from '../locale/catalogues.ts';
import { endedView, receiptView, uncertainView } from './end-view.ts';
import type { OpenFlow } from './intent-flow.ts';
import type { IntentViewOptions } from './intent-view.ts';
import { OtpIntentClosedEvent } from './otp-intent-closed-event.ts';
import { OtpMembersRequestedEvent } from './otp-members-requested-event.ts';
import { stepView } from './step-view.ts';

export { settle } from './settle.ts';

const texts = joined(commonTexts, intentTexts);

/** The screen that a change stands at. */
export function screenView(flow: OpenFlow, options: IntentViewOptions): TemplateResult {
  const { intent, host } = options;
  const m = options.locale.say(texts);
  const close = () => {
    intent.leave();
    options.restart();
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
      return receiptView(flow.receipt, m, { members, close });
    }
    case 'ended':
      return endedView(m.problem(flow.refusal.code, flow.refusal.facts), m, close);
  }
}

/** What the live region says: work, waiting, and the milestones of a countdown. */
export function screenStatus({ intent, locale }: IntentViewOptions): string {
  const m = locale.say(texts);
  if (intent.flow.screen === 'uncertain') return m.problem('outcome-unknown');
  if (intent.isSending) return m.working;
  const { announced } = intent.countdown;
  return announced === undefined ? '' : m.nextCodeIn(announced);
}
