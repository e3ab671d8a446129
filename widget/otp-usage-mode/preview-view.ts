// What a change of the usage mode will do, holder by holder.

import { html, nothing, type TemplateResult } from 'lit';

import type { UsageModePreview } from '../../bff/contract/member.ts';
import type { Messages, UsageModeMessages } from '../locale/messages.ts';
import { maskedTokenId } from '../parts/masked-token-id.ts';

export type UsageModeTexts = Messages & UsageModeMessages;

/** Whose tokens are released, and who will be without one; ten of each are named. */
export function previewView(preview: UsageModePreview, m: UsageModeTexts): TemplateResult {
  const { count, holders } = preview.released;
  const { withoutToken, to } = preview;
  const lines = holders.map(
    (holder) =>
      html`${
        holder.kind === 'corporation' ? m.sharedToken : person(holder)
      }　${maskedTokenId(holder.tokenIdTail, m)}`,
  );
  return html`<div>
      <p><strong>${count === 0 ? m.nothingReleased : m.released(count)}</strong></p>
      ${list(lines, count, m)}
    </div>
    <div>
      <p>
        <strong>${to === 'shared' ? m.allShare : m.withoutToken(withoutToken.count)}</strong>
      </p>
      ${list(withoutToken.holders.map(person), withoutToken.count, m)}
    </div>`;
}

function person({ customerId, name }: { customerId: string; name: string }): TemplateResult {
  return html`${customerId} <bdi>${name}</bdi>`;
}

function list(
  lines: TemplateResult[],
  count: number,
  m: UsageModeTexts,
): TemplateResult | typeof nothing {
  if (lines.length === 0) return nothing;
  const others = count - lines.length;
  return html`<ul>
    ${lines.map((line) => html`<li>${line}</li>`)}
    ${others > 0 ? html`<li>${m.andOthers(others)}</li>` : nothing}
  </ul>`;
}
