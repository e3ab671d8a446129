// S-20: the present mode, the choice, and what the choice will do.

import { html, nothing, type TemplateResult } from 'lit';

import type { UsageModePreview } from '../../bff/contract/member.ts';
import { chosenModes, type ChosenMode, type UsageMode } from '../../bff/contract/usage-mode.ts';
import type { Answer } from '../client/question.ts';
import { refusalOf, type IntentRefusal } from '../intent/refusal.ts';
import { actionBar } from '../parts/action-bar.ts';
import { facts } from '../parts/facts.ts';
import { heading } from '../parts/heading.ts';
import { dangerNotice } from '../parts/notice.ts';
import { previewView, type UsageModeTexts } from './preview-view.ts';

export interface UsageModeScreen {
  m: UsageModeTexts;
  present: UsageMode;
  to: ChosenMode | undefined;
  preview: Answer<UsageModePreview>;
  refusal: IntentRefusal['code'] | undefined;
  /** Why the last press came to nothing. */
  problem: string | undefined;
  busy: boolean;
  choose: (mode: ChosenMode) => void;
  next: () => void;
}

export function usageModeView(screen: UsageModeScreen): TemplateResult {
  const { m, present, refusal, problem, busy } = screen;
  const isOfChoice = refusal === 'mode-missing' || refusal === 'mode-unchanged';
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy) screen.next();
  };
  return html`${heading(m.heading)}
    <form class="stack" novalidate @submit=${handleSubmit}>
      ${dangerNotice(isOfChoice ? undefined : problem)}
      ${present === 'unset' ? html`<p>${m.firstLead}</p>` : nothing}
      ${facts([[m.presentMode, m.modes[present]]])}
      ${choice(screen, isOfChoice ? problem : undefined)} ${effect(screen)}
      ${actionBar({ primary: m.next, busy })}
    </form>`;
}

function choice({ m, to, choose }: UsageModeScreen, error: string | undefined): TemplateResult {
  return html`<fieldset
    part="choice"
    role="radiogroup"
    aria-required="true"
    aria-invalid=${error === undefined ? nothing : 'true'}
    aria-describedby="mode-error"
  >
    <legend class="label">${m.newMode}</legend>
    ${chosenModes.map((mode) => {
      const handle = () => {
        choose(mode);
      };
      return html`<label class="option" part="option">
        <input
          type="radio"
          name="mode"
          value=${mode}
          .checked=${mode === to}
          @change=${handle}
        /><span>${m.modes[mode]}</span>
      </label>`;
    })}
    <p class="error" part="error" id="mode-error">${error}</p>
  </fieldset>`;
}

function effect({ m, to, present, preview }: UsageModeScreen): TemplateResult | typeof nothing {
  if (to === undefined || to === present) return nothing;
  return html`<section class="panel stack" part="preview" aria-label=${m.preview}>
    <h3>${m.preview}</h3>
    ${previewed(preview, m)}
    <p>${m.needed[to]}</p>
  </section>`;
}

function previewed(
  preview: Answer<UsageModePreview>,
  m: UsageModeTexts,
): TemplateResult | typeof nothing {
  switch (preview.state) {
    case 'none':
      return nothing;
    case 'asked':
      return html`<p class="muted">${m.loading}</p>`;
    case 'answered':
      return previewView(preview.value, m);
    case 'failed': {
      const { code, facts } = refusalOf(preview.error);
      return html`<p class="error">${m.problem(code, facts)}</p>`;
    }
  }
}
