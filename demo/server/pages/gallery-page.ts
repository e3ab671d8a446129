// Every element in its states, twice: in Japanese and in English. browser/gallery.ts puts the elements
// into their places and answers for the counter, so that nothing here needs a session.
import { html } from 'hono/html';
import type { Language } from '../locale/language.ts';
import type { Words } from '../locale/ja.ts';
import type { Html } from './html.ts';
import { layout } from './layout.ts';

/** A state worth seeing: which element, what the counter answers, with which attributes. */
interface Specimen {
  tag: string;
  scene: string;
  /** As a query string. */
  attributes?: string;
}

const specimens: readonly Specimen[] = [
  { tag: 'otp-menu-item', scene: 'separate', attributes: 'variant=sub&href=%23' },
  { tag: 'otp-menu-item', scene: 'separate', attributes: 'variant=service&href=%23' },
  { tag: 'otp-menu-item', scene: 'refused', attributes: 'variant=service&href=%23' },
  { tag: 'otp-member-list', scene: 'separate' },
  { tag: 'otp-member-list', scene: 'shared' },
  { tag: 'otp-member-list', scene: 'nobody' },
  { tag: 'otp-member-list', scene: 'busy' },
  { tag: 'otp-member-list', scene: 'waiting' },
  { tag: 'otp-usage-mode', scene: 'unset' },
  { tag: 'otp-usage-mode', scene: 'separate' },
  { tag: 'otp-usage-mode', scene: 'shared' },
  { tag: 'otp-token-register', scene: 'separate', attributes: 'customer-id=rei0004' },
  { tag: 'otp-token-register', scene: 'separate', attributes: 'customer-id=rei0002' },
  { tag: 'otp-token-register', scene: 'separate', attributes: 'customer-id=rei0001' },
  { tag: 'otp-token-register', scene: 'shared', attributes: 'shared=' },
  { tag: 'otp-token-register', scene: 'fence', attributes: 'customer-id=rei0002' },
  { tag: 'otp-manager', scene: 'separate' },
  { tag: 'p', scene: 'ending' },
  { tag: 'p', scene: 'ended' },
];

export function galleryPage(language: Language): Html {
  const { words } = language;
  const content = html`<main id="main" class="main gallery">
    <h1>${words.gallery}</h1>
    <p>${words.galleryLead}</p>
    ${knobs(words)}
    <div class="specimens">${specimens.map(specimen)}</div>
  </main>`;
  return layout({ title: words.gallery, language, path: '/gallery', content, own: 'gallery' });
}

function specimen({ tag, scene, attributes = '' }: Specimen): Html {
  const name = tag === 'p' ? 'otp-provider' : tag;
  const stage = (lang: string) =>
    html`<div
      class="stage"
      lang="${lang}"
      data-tag="${tag}"
      data-scene="${scene}"
      data-attributes="${attributes}"
    ></div>`;
  return html`<section class="specimen">
    <h2>
      <code>&lt;${name}&gt;</code>
      <small>${scene} ${decodeURIComponent(attributes).replaceAll('&', ' ')}</small>
    </h2>
    ${stage('ja')} ${stage('en')}
  </section>`;
}

const colours: readonly (readonly [string, string])[] = [
  ['--otp-accent-color', '#0b4f8a'],
  ['--otp-on-accent-color', '#ffffff'],
  ['--otp-text-color', '#1b2430'],
  ['--otp-surface-color', '#ffffff'],
  ['--otp-panel-color', '#f4f7fa'],
  ['--otp-danger-color', '#b3261e'],
];

/** Properties in rem: name, default, least, most. */
const lengths: readonly (readonly [string, number, number, number])[] = [
  ['--otp-radius', 0.375, 0, 1.5],
  ['--otp-space', 1, 0.5, 2],
];

function knobs(words: Words): Html {
  return html`<form class="knobs" aria-label="${words.galleryKnobs}">
    ${colours.map(
      ([name, value]) =>
        html`<label
          ><code>${name}</code> <input type="color" name="${name}" value="${value}"
        /></label>`,
    )}
    ${lengths.map(
      ([name, value, min, max]) =>
        html`<label
          ><code>${name}</code>
          <input
            type="range"
            name="${name}"
            value="${value}"
            min="${min}"
            max="${max}"
            step="0.125"
        /></label>`,
    )}
    <label>
      ${words.galleryWidth}
      <input type="range" name="width" value="100" min="20" max="100" step="1" />
    </label>
    <label>
      ${words.galleryScheme}
      <select name="scheme">
        <option value="light dark">${words.galleryAuto}</option>
        <option value="light">${words.galleryLight}</option>
        <option value="dark">${words.galleryDark}</option>
      </select>
    </label>
    <button type="reset" class="quiet">${words.galleryReset}</button>
    <label class="knobs-css">
      ${words.galleryCss}
      <textarea readonly rows="3" data-empty="${words.galleryCssEmpty}"></textarea>
    </label>
  </form>`;
}
