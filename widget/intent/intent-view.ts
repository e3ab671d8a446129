import type { TemplateResult } from 'lit';

import type { IntentMessages, Messages } from '../locale/messages.ts';
import { endedView, receiptView, uncertainView } from './end-view.ts';
import type { IntentController } from './intent-controller.ts';
import { OtpIntentClosedEvent } from './otp-intent-closed-event.ts';
import { OtpMembersRequestedEvent } from './otp-members-requested-event.ts';
import { stepView } from './step-view.ts';

export interface IntentViewOptions {
  intent: IntentController;
  m: Messages & IntentMessages;
  /** Where the events of the last screen come from. */
  host: HTMLElement;
  /** Shown before a change and while it opens. */
  start: () => TemplateResult;
  /** Loads the start screen anew, when a change is left behind. */
  restart: () => void;
}

/** The screen that a change stands at. */
export function intentView(options: IntentViewOptions): TemplateResult {
  const { intent, m, host } = options;
  const { flow } = intent;
  const close = () => {
    intent.leave();
    options.restart();
    host.dispatchEvent(new OtpIntentClosedEvent(flow.screen === 'done' ? flow.receipt : undefined));
  };
  switch (flow.screen) {
    case 'idle':
    case 'opening':
      return options.start();
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
      return endedView(flow.refusal, m, close);
  }
}

/** What the live region says: work, waiting, and the milestones of a countdown. */
export function intentStatus({ flow, isSending, countdown }: IntentController, m: IntentMessages) {
  if (flow.screen === 'uncertain') return m.uncertain;
  if (isSending || flow.screen === 'opening') return m.working;
  return countdown.announced === undefined ? '' : m.nextCodeIn(countdown.announced);
}
