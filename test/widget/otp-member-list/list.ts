import { fixture, html, waitUntil } from '@open-wc/testing';

import type { MemberRow } from '../../../bff/contract/member.ts';
import type { OtpMemberList } from '../../../widget/otp-member-list/otp-member-list.ts';
import '../../../widget/otp-member-list/define.ts';
import { json, PretendBank, type Answer } from '../support/pretend-bank.ts';
import { pageOf, session } from '../support/sample.ts';

export const route = 'GET /otp/v1/members';

/** Answers as the server does: filters, and ten rows a page. */
export function bankWith(rows: MemberRow[]): PretendBank {
  const answer: Answer = ({ query }) => {
    const prefix = query.get('customerId') ?? '';
    const part = query.get('name') ?? '';
    const matching = rows.filter(
      ({ holder }) =>
        holder.kind !== 'corporation' &&
        holder.customerId.startsWith(prefix) &&
        holder.name.includes(part),
    );
    return json(pageOf(matching, Number(query.get('page') ?? '1')));
  };
  return new PretendBank().on('GET /otp/v1/session', () => json(session())).on(route, answer);
}

export async function listOf(bank: PretendBank): Promise<OtpMemberList> {
  const element = await fixture<OtpMemberList>(
    html`<otp-member-list .client=${bank.client}></otp-member-list>`,
  );
  await quiet(element);
  return element;
}

/** Until the newest answer is shown. */
export async function quiet(element: OtpMemberList): Promise<void> {
  await element.updateComplete;
  await waitUntil(() => !element.shadowRoot?.querySelector('[aria-busy="true"]'));
  await element.updateComplete;
}

export function all(element: OtpMemberList, selector: string): HTMLElement[] {
  return [...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
}

export function one(element: OtpMemberList, selector: string): HTMLElement {
  const [found] = all(element, selector);
  if (!found) throw new Error(`No ${selector}`);
  return found;
}

export function cells(row: HTMLElement | undefined): string[] {
  return [...(row?.children ?? [])].map((cell) =>
    (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
  );
}

export function button(element: OtpMemberList, name: string): HTMLElement {
  const found = all(element, 'button').find(
    (one) => (one.ariaLabel ?? one.textContent ?? '').replaceAll(/\s+/g, ' ').trim() === name,
  );
  if (!found) throw new Error(`No button ${name}`);
  return found;
}
