// The table of S-10. Its ARIA roles repeat what the tags say, because a narrow element lays the rows
// out as cards, and a table that is not laid out as one loses its roles in some browsers.

import { html, nothing, type TemplateResult } from 'lit';

import type { MemberPage, MemberRow } from '../../bff/contract/member.ts';
import type { ListMessages, Messages } from '../locale/messages.ts';
import { maskedTokenId } from '../parts/masked-token-id.ts';

export interface MemberTable {
  m: Messages & ListMessages;
  page: MemberPage;
  select: (row: MemberRow) => void;
}

export function memberTable(table: MemberTable): TemplateResult {
  const { m, page } = table;
  const columns = [m.customerId, m.memberName, m.role, m.status, m.tokenId, m.actionColumn];
  const rows = [...(page.sharedToken ? [page.sharedToken] : []), ...page.rows];
  return html`<table part="table" role="table">
    <caption class="vh">
      ${m.heading}
    </caption>
    <thead>
      <tr role="row">
        ${columns.map((text) => html`<th scope="col" role="columnheader">${text}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => memberRow(row, table))}
    </tbody>
  </table>`;
}

function memberRow(row: MemberRow, table: MemberTable): TemplateResult {
  const { m } = table;
  const { holder } = row;
  const member = holder.kind === 'corporation' ? undefined : holder;
  return html`<tr role="row" part="row" class=${holder.kind}>
    <th scope="row" role="rowheader" data-label=${m.customerId}>
      <span class="digits">${member?.customerId ?? m.sharedToken}</span>
    </th>
    <td role="cell" data-label=${m.memberName}>
      ${member ? html`<bdi>${member.name}</bdi>` : m.none}
    </td>
    <td role="cell" data-label=${m.role}>${member ? m.roles[member.role] : m.none}</td>
    <td role="cell" data-label=${m.status}><span>${status(row, m)}</span></td>
    <td role="cell" data-label=${m.tokenId}>${token(row, m)}</td>
    <td role="cell" class="action">${action(row, table)}</td>
  </tr>`;
}

function status(row: MemberRow, m: MemberTable['m']): TemplateResult {
  const { status: of, pausedUntil } = row.registration;
  if (row.usesSharedToken) return html`<span class="badge" part="status">${m.usesShared}</span>`;
  return html`<span class="badge ${of}" part="status">${m.statuses[of]}</span>${
      pausedUntil === undefined
        ? nothing
        : html`<small class="muted"> ${m.until(m.time(pausedUntil))}</small>`
    }`;
}

function token({ registration }: MemberRow, m: MemberTable['m']): TemplateResult | string {
  return registration.token ? maskedTokenId(registration.token.idTail, m) : m.none;
}

/** One button a row, with the holder's name for those who hear it without its row. */
function action(row: MemberRow, { m, select }: MemberTable): TemplateResult | typeof nothing {
  if (row.actions.length === 0) return nothing;
  const handle = () => {
    select(row);
  };
  const isShared = row.holder.kind === 'corporation';
  const name = row.holder.kind === 'corporation' ? m.sharedToken : row.holder.name;
  return html`<button type="button" part="row-action" @click=${handle}>
    ${isShared ? m.replace : m.rowAction}<span class="vh"> <bdi>${name}</bdi></span>
  </button>`;
}
