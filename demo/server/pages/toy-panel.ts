// The pretend tokens beside the portal. Drawn here, brought to life by browser/toy-panel.ts.
//
// Shows devices only. Who holds which one is the counter's to say.
import { html } from 'hono/html';
import type { ToyToken } from '../../toy/toy-token.ts';
import type { Language } from '../locale/language.ts';
import type { Words } from '../locale/ja.ts';
import type { Html } from './html.ts';
import { barcode, lcdDigits, ring } from './toy-drawing.ts';

export function toyPanel(toys: readonly ToyToken[], { words }: Language): Html {
  return html`<aside class="toys" id="toys" aria-labelledby="toys-title">
    <header class="toys-head">
      <h2 id="toys-title">${words.toys}</h2>
      <button
        type="button"
        class="toys-toggle"
        aria-expanded="true"
        aria-controls="toys-body"
        aria-label="${words.toysToggle}"
      ></button>
      <p class="toys-note">${words.toysNote}</p>
    </header>
    <div class="toys-body" id="toys-body">
      <p class="toys-lead">${words.toysLead}</p>
      <input
        type="search"
        class="toys-search"
        aria-label="${words.toysSearch}"
        placeholder="${words.toysSearch}"
        autocomplete="off"
        spellcheck="false"
      />
      <ul class="toys-list">
        ${toys.map((toy) => device(toy, words))}
      </ul>
      <p class="toys-none" hidden>${words.toysNone}</p>
      <p class="toys-status" role="status" data-copied="${words.toyCopied}"></p>
    </div>
  </aside>`;
}

function device(toy: ToyToken, words: Words): Html {
  return html`<li class="toy" data-token-id="${toy.tokenId}" data-model="${modelOf(toy)}">
    <div class="toy-stage">
      <div class="toy-device">${front(toy, words)} ${back(toy, words)}</div>
      <p class="toy-lost-mark" aria-hidden="true">${words.toyLostMark}</p>
    </div>
    ${actions(words)}
  </li>`;
}

function modelOf({ kind, digits }: ToyToken): 'fob' | 'card' | 'button' {
  if (kind === 'hotp') return 'button';
  return digits === 8 ? 'card' : 'fob';
}

function front(toy: ToyToken, words: Words): Html {
  return html`<div class="toy-front">
    <span class="toy-maker">
      <span aria-hidden="true">${words.bank}</span>
      <span class="toy-tail">…${toy.tokenId.slice(-4)}</span>
    </span>
    <div class="toy-lcd">
      ${lcdDigits(toy.digits)}
      <output
        class="toy-code"
        aria-label="${words.toyCode}"
        aria-live="off"
        data-none="${words.toyNoCode}"
      ></output>
    </div>
    ${
      toy.kind === 'hotp'
        ? html`<button type="button" class="toy-press" aria-label="${words.toyPress}"></button>`
        : ring()
    }
  </div>`;
}

function back(toy: ToyToken, words: Words): Html {
  const pace = toy.kind === 'hotp' ? 'HOTP' : `TOTP ${toy.period} s`;
  return html`<div class="toy-back" inert>
    <div class="toy-label">
      <p class="toy-id">${toy.tokenId}</p>
      ${barcode(toy.tokenId)}
      <p class="toy-pace">
        ${pace} · ${toy.algorithm.toUpperCase()} · ${toy.digits} · ${words.toyMadeIn}
      </p>
    </div>
  </div>`;
}

function actions(words: Words): Html {
  return html`<div class="toy-actions">
    <button
      type="button"
      class="toy-flip"
      data-front="${words.toyBack}"
      data-back="${words.toyFront}"
    >
      ${words.toyBack}
    </button>
    <button
      type="button"
      class="toy-copy"
      data-front="${words.toyCopyCode}"
      data-back="${words.toyCopyId}"
    >
      ${words.toyCopyCode}
    </button>
    <details class="toy-tricks">
      <summary>${words.toyTricks}</summary>
      <div class="toy-tricks-body">
        <label class="toy-drift">
          <span>${words.toyDrift}</span>
          <input type="range" min="-20" max="20" step="1" value="0" />
          <output data-unit="${words.toyDriftUnit}">±0</output>
        </label>
        <label><input type="checkbox" class="toy-lost" /> ${words.toyLost}</label>
        <label><input type="checkbox" class="toy-flat" /> ${words.toyFlat}</label>
      </div>
    </details>
  </div>`;
}
