import { html } from 'hono/html';
import type { Html } from './html.ts';

/** Segments a to g of a digit, each named by its class; the style lights them by `data-digit`. */
const segments: readonly (readonly [string, string])[] = [
  ['a', '4,1 16,1 18,3 16,5 4,5 2,3'],
  ['b', '18,4 20,6 20,15 18,17 16,15 16,6'],
  ['c', '18,19 20,21 20,30 18,32 16,30 16,21'],
  ['d', '4,31 16,31 18,33 16,35 4,35 2,33'],
  ['e', '2,19 4,21 4,30 2,32 0,30 0,21'],
  ['f', '2,4 4,6 4,15 2,17 0,15 0,6'],
  ['g', '4,16 16,16 18,18 16,20 4,20 2,18'],
];

const digitPitch = 27;
const middleGap = 10;

/** A display of six or eight digits, parted in the middle as printed instructions part them. */
export function lcdDigits(count: 6 | 8): Html {
  const width = (count - 1) * digitPitch + middleGap + 20;
  const places = Array.from(
    { length: count },
    (_, i) => i * digitPitch + (i >= count / 2 ? middleGap : 0),
  );
  return html`<svg class="toy-digits" viewBox="-1 0 ${width + 6} 36" aria-hidden="true">
    ${places.map(
      (x) =>
        html`<g class="digit" transform="translate(${x + 4} 0) skewX(-5)">
          ${segments.map(([name, points]) => html`<polygon class="${name}" points="${points}"></polygon>`)}
        </g>`,
    )}
  </svg>`;
}

/** How long the code still stands: a full circle, emptied by the script. */
export function ring(): Html {
  return html`<svg class="toy-ring" viewBox="0 0 36 36" aria-hidden="true">
    <circle class="toy-ring-track" cx="18" cy="18" r="15" />
    <circle class="toy-ring-left" cx="18" cy="18" r="15" pathLength="100" />
    <text class="toy-ring-seconds" x="18" y="18"></text>
  </svg>`;
}

/** Bars as wide as the id's characters tell: looks right, means nothing. */
export function barcode(text: string): Html {
  const widths = [...text].flatMap((c) => [1 + (c.charCodeAt(0) % 3), 1 + (c.charCodeAt(0) % 2)]);
  const starts = widths.map((_, i) => widths.slice(0, i).reduce((sum, width) => sum + width, 0));
  const total = widths.reduce((sum, width) => sum + width, 0);
  return html`<svg
    class="toy-barcode"
    viewBox="0 0 ${total} 10"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${widths.map((width, i) =>
      i % 2 === 0 ? html`<rect x="${starts[i]}" width="${width}" height="10"></rect>` : '',
    )}
  </svg>`;
}
