import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';

import type { Intent, Receipt } from '../../../bff/contract/intent.ts';
import type { UsageMode } from '../../../bff/contract/usage-mode.ts';
import { defineOtpElements } from '../../../widget/define-otp-elements.ts';
import type { OtpManager } from '../../../widget/otp-manager/otp-manager.ts';
import type { OtpViewChangedEvent } from '../../../widget/otp-manager/otp-view-changed-event.ts';
import { json, noContent, PretendBank } from '../support/pretend-bank.ts';
import {
  corporation,
  fromNow,
  masterHolder,
  masterRow,
  pageOf,
  session,
} from '../support/sample.ts';

const minute = 60_000;

const intent: Intent = {
  id: 'intent-1',
  operation: 'register-first',
  state: 'open',
  steps: ['register'],
  mode: { from: 'unset', to: 'separate' },
  holder: masterHolder,
  openedAt: fromNow(0),
  expiresAt: fromNow(10 * minute),
};

const receipt: Receipt = {
  number: 'R-0001',
  at: fromNow(0),
  operation: 'register-first',
  mode: { from: 'unset', to: 'separate' },
  holder: masterHolder,
  tokenIdTail: '1234',
};

/** A corporation whose mode the first registration sets. */
function bankWith(mode: UsageMode, permitted = true): PretendBank {
  let present = mode;
  return new PretendBank()
    .on('GET /otp/v1/session', () => json(session({ mode: present, permitted })))
    .on('GET /otp/v1/members', ({ query }) =>
      json(pageOf(corporation(24), Number(query.get('page') ?? '1'), { mode: present })),
    )
    .on('GET /otp/v1/members/MASTER01', () => json({ ...masterRow, mode: present, history: [] }))
    .on('POST /otp/v1/intents', () => json(intent))
    .on('DELETE /otp/v1/intents/intent-1', noContent)
    .on('POST /otp/v1/intents/intent-1/commit', () => {
      present = 'separate';
      return json(receipt);
    });
}

function counter(bank: PretendBank): Promise<OtpManager> {
  return fixture<OtpManager>(html`<otp-manager .client=${bank.client}></otp-manager>`);
}

function inner(element: OtpManager, tag: string): Element | null {
  return element.shadowRoot?.querySelector(tag) ?? null;
}

/** The first `selector` in the shadow root of `tag`, once it is there. */
async function shown(element: OtpManager, tag: string, selector: string): Promise<HTMLElement> {
  let found: HTMLElement | null | undefined;
  await waitUntil(() => {
    found = inner(element, tag)?.shadowRoot?.querySelector<HTMLElement>(selector);
    return found;
  }, `${tag} ${selector}`);
  if (!found) throw new Error(`No ${selector}`);
  return found;
}

function focusedText(): string {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active?.textContent ?? '';
}

function back(element: OtpManager): HTMLElement | null {
  return element.shadowRoot?.querySelector<HTMLElement>('[part="back"]') ?? null;
}

describe('otp-manager', () => {
  before(() => {
    defineOtpElements();
  });

  it('is accessible in every view', async () => {
    const element = await counter(bankWith('separate'));
    await shown(element, 'otp-member-list', 'table');
    await expect(element).to.be.accessible();

    element.view = 'usage-mode';
    await shown(element, 'otp-usage-mode', 'form');
    await expect(element).to.be.accessible();

    element.customerId = 'MASTER01';
    element.view = 'member';
    await shown(element, 'otp-token-register', 'dl');
    await expect(element).to.be.accessible();
  });

  it('begins with the list', async () => {
    const element = await counter(bankWith('separate'));
    await shown(element, 'otp-member-list', 'table');

    expect(element.view).to.equal('list');
    expect(back(element)).to.equal(null);
    expect(inner(element, 'otp-usage-mode')).to.equal(null);
  });

  it('leads to the first registration where nothing is set', async () => {
    const element = await counter(bankWith('unset'));
    await shown(element, 'otp-usage-mode', 'form');

    expect(element.getAttribute('view')).to.equal('usage-mode');
    expect(focusedText()).not.to.equal('ワンタイムパスワード利用形態設定');
  });

  it('tells a user that he may not', async () => {
    const element = await counter(bankWith('separate', false));
    await waitUntil(() => element.shadowRoot?.querySelector('[role="alert"]'));

    expect(element.shadowRoot?.textContent?.trim()).to.equal('※利用権限がありません');
    expect(inner(element, 'otp-member-list')).to.equal(null);
  });

  it('goes from a row to its registration and back', async () => {
    const element = await counter(bankWith('separate'));
    const row = await shown(element, 'otp-member-list', '[part="row-action"]');
    const went = oneEvent(element, 'otp-view-changed') as Promise<OtpViewChangedEvent>;
    row.focus();
    row.click();

    expect((await went).view).to.equal('member');
    await shown(element, 'otp-token-register', 'dl');
    expect(element.customerId).to.equal('MASTER01');
    await waitUntil(() => focusedText() === 'ワンタイムパスワード登録状況照会');

    back(element)?.focus();
    back(element)?.click();
    await waitUntil(() => focusedText() === '利用者選択');
    expect(element.view).to.equal('list');
    expect(inner(element, 'otp-token-register')).to.equal(null);
  });

  it('keeps the page of the list, with new rows', async () => {
    const bank = bankWith('separate');
    const element = await counter(bank);
    const following = await shown(element, 'otp-member-list', 'nav > button:last-child');
    following.click();
    await waitUntil(() => bank.asked.at(-1)?.query.get('page') === '2');
    await shown(element, 'otp-member-list', '[aria-busy="false"]');
    const asked = bank.count('GET /otp/v1/members');

    (await shown(element, 'otp-member-list', '[part="mode-action"]')).click();
    await waitUntil(() => back(element));
    back(element)?.click();

    await waitUntil(() => bank.count('GET /otp/v1/members') === asked + 1);
    expect(bank.asked.at(-1)?.query.get('page')).to.equal('2');
  });

  it('leads through the first registration to the members', async () => {
    const bank = bankWith('unset');
    const element = await counter(bank);
    (await shown(element, 'otp-usage-mode', 'input[value="separate"]')).click();
    (await shown(element, 'otp-usage-mode', '[part="primary"]')).click();

    const tokenId = await shown(element, 'otp-usage-mode', 'input[autocomplete="off"]');
    const code = await shown(element, 'otp-usage-mode', 'input[autocomplete="one-time-code"]');
    (tokenId as HTMLInputElement).value = 'FT1200001234';
    (code as HTMLInputElement).value = '123456';
    (await shown(element, 'otp-usage-mode', '[part="primary"]')).click();

    await waitUntil(async () =>
      (await shown(element, 'otp-usage-mode', 'h2')).textContent?.includes('登録完了'),
    );
    (await shown(element, 'otp-usage-mode', '[part="primary"]')).click();

    await waitUntil(() => element.view === 'list');
    await waitUntil(() => focusedText() === '利用者選択');
    const mode = await shown(element, 'otp-member-list', '[part="mode"]');
    await waitUntil(() => mode.textContent?.includes('管理者、利用者が異なるトークンを利用する'));
    expect(bank.count('POST /otp/v1/intents/intent-1/commit')).to.equal(1);
  });

  it('opens where the page says', async () => {
    const bank = bankWith('separate');
    const element = await fixture<OtpManager>(html`
      <otp-manager view="member" customer-id="MASTER01" .client=${bank.client}></otp-manager>
    `);

    expect((await shown(element, 'otp-token-register', 'dl')).textContent).to.contain('MASTER01');
  });

  it('uses inner elements of its own suffix', async () => {
    defineOtpElements({ suffix: '-second' });
    const bank = bankWith('separate');
    const element = await fixture<OtpManager>(html`
      <otp-manager-second .client=${bank.client}></otp-manager-second>
    `);

    await shown(element, 'otp-member-list-second', 'table');
  });
});
