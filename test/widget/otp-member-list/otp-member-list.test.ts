import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import type { MemberRow } from '../../../bff/contract/member.ts';
import type { OtpMemberSelectedEvent } from '../../../widget/otp-member-list/otp-member-selected-event.ts';
import { json, PretendBank, problem } from '../support/pretend-bank.ts';
import {
  corporation,
  inSharedMode,
  pageOf,
  session,
  sharedTokenRow,
  userRow,
} from '../support/sample.ts';
import { all, bankWith, button, cells, listOf, one, quiet, route } from './list.ts';

describe('otp-member-list', () => {
  it('is accessible with rows, pages and filters', async () => {
    await expect(await listOf(bankWith(corporation(24)))).to.be.accessible();
  });

  it('is accessible without rows and after a refusal', async () => {
    await expect(await listOf(bankWith([]))).to.be.accessible();
    const refusing = new PretendBank().on(route, () => problem('not-permitted'));
    await expect(await listOf(refusing)).to.be.accessible();
  });

  it('shows who holds which token, masked', async () => {
    const element = await listOf(bankWith(corporation(2)));
    const rows = all(element, 'tbody tr').map(cells);

    expect(rows).to.deep.equal(
      [
        [
          'MASTER01',
          '山田 太郎',
          '管理者',
          '登録済',
          '••••\u00a0末尾1234',
          '登録・登録解除 山田 太郎',
        ],
        ['USER01', '利用者 1', '一般者', '未登録', '-', '登録・登録解除 利用者 1'],
        ['USER02', '利用者 2', '一般者', '登録済', '••••\u00a0末尾7002', '登録・登録解除 利用者 2'],
      ].map((row) => row.map((cell) => cell.replaceAll(/\s+/g, ' '))),
    );
  });

  it('names every column and the present mode', async () => {
    const element = await listOf(bankWith(corporation(1)));

    expect(all(element, 'thead th').map((th) => th.textContent)).to.deep.equal([
      'お客様ID',
      '利用者名',
      '利用権限',
      '登録状況',
      'トークンID',
      '操作',
    ]);
    expect(one(element, '[part="mode"]').textContent).to.contain(
      '管理者、利用者が異なるトークンを利用する',
    );
  });

  it('calls a token id what the bank calls it', async () => {
    const settings = { ...session().settings, tokenIdLabel: 'シリアル番号' };
    const bank = bankWith(corporation(1)).on('GET /otp/v1/session', () =>
      json(session({ settings })),
    );
    const element = await listOf(bank);
    await waitUntil(() => element.shadowRoot?.textContent?.includes('シリアル番号'));
  });

  it('puts the shared token on top, with 変更', async () => {
    const rows = corporation(1).map(inSharedMode);
    const page = pageOf(rows, 1, { mode: 'shared', sharedToken: sharedTokenRow });
    const element = await listOf(new PretendBank().on(route, () => json(page)));
    const [first, master] = all(element, 'tbody tr');

    expect(cells(first).slice(0, 3)).to.deep.equal(['共通トークン', '-', '-']);
    expect(button(element, '変更 共通トークン')).to.be.instanceOf(HTMLElement);
    expect(cells(master)[3]).to.equal('共通');
    expect(master?.querySelector('button')).to.equal(null);
  });

  it('says why there is no list, and asks again', async () => {
    const bank = new PretendBank().on(route, () => problem('busy'));
    const element = await listOf(bank);
    expect(one(element, '[role="alert"]').textContent).to.contain('ただいま受け付けできません。');

    bank.on(route, () => json(pageOf(corporation(1))));
    button(element, '再読み込み').click();
    await quiet(element);

    expect(all(element, 'tbody tr')).to.have.length(2);
    expect(all(element, '[role="alert"]')).to.have.length(0);
  });

  it('tells a user that he may not', async () => {
    const element = await listOf(new PretendBank().on(route, () => problem('not-permitted')));

    expect(one(element, '[role="alert"]').textContent).to.equal('※利用権限がありません');
    expect(all(element, 'table, form, button')).to.have.length(0);
  });

  it('tells which row was chosen, by keyboard alone', async () => {
    const element = await listOf(bankWith(corporation(2)));
    button(element, '登録・登録解除 利用者 1').focus();
    const told = oneEvent(element, 'otp-member-selected') as Promise<OtpMemberSelectedEvent>;
    await sendKeys({ press: 'Space' });

    const { customerId, shared, action } = await told;
    expect({ customerId, shared, action }).to.deep.equal({
      customerId: 'USER01',
      shared: false,
      action: 'register',
    });
  });

  it('needs no row for the usage mode', async () => {
    const element = await listOf(bankWith(corporation(2)));
    const told = oneEvent(element, 'otp-usage-mode-selected');
    button(element, '利用形態設定').click();
    await told;
  });

  it('A77 shows markup in a name as text', async () => {
    const row = userRow(1);
    const name = '<img src=x onerror=alert(1)>';
    const hostile = { ...row, holder: { ...row.holder, name } as MemberRow['holder'] };
    const element = await listOf(new PretendBank().on(route, () => json(pageOf([hostile]))));

    expect(all(element, 'img')).to.have.length(0);
    expect(one(element, 'bdi').textContent).to.equal(name);
  });

  it('fits 320 pixels, rows as cards', async () => {
    const around = await fixture<HTMLElement>(html`<div></div>`);
    around.style.setProperty('inline-size', '320px');
    const element = document.createElement('otp-member-list');
    element.client = bankWith(corporation(24)).client;
    around.append(element);
    await quiet(element);
    await waitUntil(() => all(element, 'tbody tr').length === 10);

    expect(around.scrollWidth).to.equal(320);
    expect(getComputedStyle(one(element, 'tbody tr')).display).to.equal('block');
  });
});
