import { html, nothing, type TemplateResult } from 'lit';

/** A line of a fact list: a label, and a text or template. */
export type Fact = readonly [label: string, value: unknown];

/** Facts as a `dl`; lines without a value are left out. */
export function facts(lines: readonly Fact[]): TemplateResult {
  return html`<dl part="facts">
    ${lines.map(([label, value]) =>
      value === undefined
        ? nothing
        : html`<div>
            <dt>${label}</dt>
            <dd>${value}</dd>
          </div>`,
    )}
  </dl>`;
}
