import { html, type TemplateResult } from 'lit';

import type { LocaleController } from '../locale/locale-controller.ts';
import type { Messages } from '../locale/messages.ts';
import { statusRegion } from '../parts/status-region.ts';
import type { IntentController } from './intent-controller.ts';
import { loadedScreens } from './lazy-screens.ts';

export interface IntentViewOptions {
  intent: IntentController;
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

/** All that an element shows: its start screen, or the screen that its change stands at. */
export function intentView(options: IntentViewOptions): TemplateResult {
  const { intent, locale } = options;
  return html`<div lang=${locale.lang} @input=${intent.wiper.touch}>
    ${statusRegion(statusOf(options))} ${screenOf(options)}
  </div>`;
}

function screenOf(options: IntentViewOptions): TemplateResult {
  const { flow } = options.intent;
  const screens = loadedScreens();
  // The controller opens nothing before they are there.
  return flow.screen === 'idle' || flow.screen === 'opening' || !screens
    ? options.start()
    : screens.screenView(flow, options);
}

function statusOf(options: IntentViewOptions): string {
  const { screen } = options.intent.flow;
  if (screen === 'idle') return options.startStatus ?? '';
  if (screen === 'opening') return options.locale.messages.working;
  return loadedScreens()?.screenStatus(options) ?? '';
}
