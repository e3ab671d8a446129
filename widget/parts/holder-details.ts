import { html, type TemplateResult } from 'lit';

import type { Holder } from '../../bff/contract/member.ts';
import type { Messages } from '../locale/messages.ts';
import { facts, type Fact } from './facts.ts';

/**
 * 利用者情報: for the corporation 共通トークン, 「-」, 「-」. A name stands alone in a `bdi`, so that a
 * bidirectional override in it can't turn what is written beside it (A78).
 */
export function holderFacts(holder: Holder, m: Messages): Fact[] {
  const member = holder.kind === 'corporation' ? undefined : holder;
  return [
    [m.customerId, member?.customerId ?? m.sharedToken],
    [m.memberName, member ? html`<bdi>${member.name}</bdi>` : m.none],
    [m.role, member ? m.roles[member.role] : m.none],
  ];
}

/** 利用者情報 under its heading, with what else is known of the holder. */
export function holderDetails(
  heading: string,
  holder: Holder,
  m: Messages,
  more: readonly Fact[] = [],
): TemplateResult {
  return html`<section aria-label=${heading}>
    <h3>${heading}</h3>
    ${facts([...holderFacts(holder, m), ...more])}
  </section>`;
}
