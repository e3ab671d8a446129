import { aTimeout, expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import type { MemberRow } from '../../../bff/contract/member.ts';
import type { OtpMemberList } from '../../../widget/otp-member-list/otp-member-list.ts';
import type { OtpMemberSelectedEvent } from '../../../widget/otp-member-list/otp-member-selected-event.ts';
import '../../../widget/otp-member-list/define.ts';
import { json, PretendBank, problem, type Answer } from '../support/pretend-bank.ts';
import {
  corporation,
  inSharedMode,
  pageOf,
  session,
  sharedTokenRow,
  userRow,
} from '../support/sample.ts';

const route = 'GET /otp/v1/members';

/** Answers as the server does: filters, and ten rows a page. */
function bankWith(rows: MemberRow[]): PretendBank {
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

async function listOf(bank: PretendBank): Promise<OtpMemberList> {
  const element = await fixture<OtpMemberList>(
    html`<otp-member-list .client=${bank.client}></otp-member-list>`,
  );
  await quiet(element);
  return element;
}

/** Until the newest answer is shown. */
async function quiet(element: OtpMemberList): Promise<void> {
  await element.updateComplete;
  await waitUntil(() => !element.shadowRoot?.querySelector('[aria-busy="true"]'));
  await element.updateComplete;
}

function all(element: OtpMemberList, selector: string): HTMLElement[] {
  return [...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
}

function one(element: OtpMemberList, selector: string): HTMLElement {
  const [found] = all(element, selector);
  if (!found) throw new Error(`No ${selector}`);
  return found;
}

function cells(row: HTMLElement | undefined): string[] {
  return [...(row?.children ?? [])].map((cell) =>
    (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
  );
}

function button(element: OtpMemberList, name: string): HTMLElement {
  const found = all(element, 'button').find(
    (one) => (one.ariaLabel ?? one.textContent ?? '').replaceAll(/\s+/g, ' ').trim() === name,
  );
  if (!found) throw new Error(`No button ${name}`);
  return found;
}

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

  it('has a second page only from the eleventh member', async () => {
    const ten = await listOf(bankWith(corporation(9)));
    expect(all(ten, 'tbody tr')).to.have.length(10);
    expect(all(ten, 'nav')).to.have.length(0);

    const eleven = await listOf(bankWith(corporation(10)));
    expect(all(eleven, 'tbody tr')).to.have.length(10);
    button(eleven, '2ページ').click();
    await quiet(eleven);

    expect(cells(all(eleven, 'tbody tr')[0])[0]).to.equal('USER10');
    expect(one(eleven, '.range').textContent).to.equal('11–11 / 11件');
    expect(one(eleven, '[aria-current="page"]').ariaLabel).to.equal('2ページ');
  });

  it('keeps the focus in the pager at its end', async () => {
    const element = await listOf(bankWith(corporation(10)));
    const following = button(element, '次へ');
    following.focus();
    await sendKeys({ press: 'Enter' });
    await quiet(element);
    await sendKeys({ press: 'Enter' });

    expect(following.getAttribute('aria-disabled')).to.equal('true');
    expect(element.shadowRoot?.activeElement).to.equal(following);
    expect(one(element, '.range').textContent).to.equal('11–11 / 11件');
  });

  it('filters by both fields, from the first page on', async () => {
    const bank = bankWith(corporation(24));
    const element = await listOf(bank);
    button(element, '2ページ').click();
    await quiet(element);

    one(element, '#customerId').focus();
    await sendKeys({ type: 'USER1' });
    one(element, '#name').focus();
    await sendKeys({ type: '利用者 12' });
    await sendKeys({ press: 'Enter' });
    await quiet(element);

    expect(Object.fromEntries(bank.asked.at(-1)?.query ?? [])).to.deep.equal({
      customerId: 'USER1',
      name: '利用者 12',
    });
    expect(all(element, 'tbody tr').map((row) => cells(row)[0])).to.deep.equal(['USER12']);
  });

  it('shows everybody again when the filter is cleared', async () => {
    const bank = bankWith(corporation(3));
    const element = await listOf(bank);
    one(element, '#customerId').focus();
    await sendKeys({ type: 'NOBODY' });
    await sendKeys({ press: 'Enter' });
    await quiet(element);
    expect(one(element, '.range').textContent).to.equal('該当する利用者がいません。');
    expect(one(element, '[role="status"]').textContent).to.equal('該当する利用者がいません。');

    button(element, '条件をクリア').click();
    await quiet(element);

    expect(all(element, 'tbody tr')).to.have.length(4);
    expect([...(bank.asked.at(-1)?.query ?? [])]).to.deep.equal([]);
  });

  it('keeps the old rows while new ones are asked', async () => {
    const bank = bankWith(corporation(3));
    const element = await listOf(bank);
    let answer: (response: Response) => void = () => undefined;
    bank.on(route, () => new Promise<Response>((resolve) => (answer = resolve)));

    element.refresh();
    await element.updateComplete;
    await aTimeout(0);
    expect(one(element, '.members').ariaBusy).to.equal('true');
    expect(all(element, 'tbody tr')).to.have.length(4);

    answer(json(pageOf([userRow(1)])));
    await quiet(element);
    expect(all(element, 'tbody tr')).to.have.length(1);
  });

  it('lets the latest question win', async () => {
    const bank = bankWith(corporation(3));
    const element = await listOf(bank);
    const answers: ((response: Response) => void)[] = [];
    bank.on(route, () => new Promise<Response>((resolve) => answers.push(resolve)));

    element.refresh();
    element.refresh();
    await waitUntil(() => answers.length === 1 || answers.length === 2);
    answers.at(-1)?.(json(pageOf([userRow(2)])));
    answers.at(0)?.(json(pageOf([userRow(1)])));
    await quiet(element);

    expect(cells(all(element, 'tbody tr')[0])[0]).to.equal('USER02');
  });

  it('gives its question up when it leaves the page', async () => {
    const bank = bankWith([]).on(route, () => new Promise<Response>(() => undefined));
    const element = await fixture<OtpMemberList>(
      html`<otp-member-list .client=${bank.client}></otp-member-list>`,
    );
    await waitUntil(() => bank.count(route) === 1);

    element.remove();

    const asked = bank.asked.find(({ path }) => path === '/otp/v1/members');
    expect(asked?.signal?.aborted).to.equal(true);
  });

  it('goes to the last page when its own is gone', async () => {
    const rows = corporation(10);
    const element = await listOf(bankWith(rows));
    button(element, '2ページ').click();
    await quiet(element);

    rows.pop();
    element.refresh();
    await quiet(element);

    expect(all(element, 'tbody tr')).to.have.length(10);
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
