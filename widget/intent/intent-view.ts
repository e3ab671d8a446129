import { html, nothing, type TemplateResult } from 'lit';

import type { LocaleController } from '../locale/locale-controller.ts';
import type { Messages } from '../locale/messages.ts';
import { statusRegion } from '../parts/status-region.ts';
import type { IntentFlow, StartFlow } from './intent-flow.ts';
import type { IntentGate } from './intent-gate.ts';
import { loadedChange } from './lazy-change.ts';

export interface IntentViewOptions {
  intent: IntentGate;
  locale: LocaleController<Messages>;
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
  if (options.intent.isOver && isStart(options.intent.flow)) return nothing;
  return html`<div lang=${options.locale.lang}>
    ${statusRegion(statusOf(options))} ${screenOf(options)}
  </div>`;
}

/** Why the start screen does not go on; undefined where nothing was refused. */
export function startProblem({
  intent,
  locale,
}: Pick<IntentViewOptions, 'intent' | 'locale'>): string | undefined {
  const { flow } = intent;
  if (flow.screen !== 'idle' || !flow.refusal) return undefined;
  const { code, facts } = flow.refusal;
  // What refuses to open a change is told in the words that were fetched for it.
  return loadedChange()?.refusalText(flow.refusal, locale) ?? locale.messages.problem(code, facts);
}

function screenOf(options: IntentViewOptions): TemplateResult {
  const { flow, controller } = options.intent;
  const change = loadedChange();
  // The gate opens nothing before both are there.
  return isStart(flow) || !controller || !change
    ? options.start()
    : change.screenView(flow, controller, options);
}

function statusOf({ intent, locale, startStatus = '' }: IntentViewOptions): string {
  const { flow, controller } = intent;
  if (flow.screen === 'idle') return startStatus;
  if (flow.screen === 'opening') return locale.messages.working;
  return (controller && loadedChange()?.screenStatus(controller, locale)) ?? '';
}

function isStart(flow: IntentFlow): flow is StartFlow {
  return flow.screen === 'idle' || flow.screen === 'opening';
}
