import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import type { OtpMemberList } from '../../../widget/otp-member-list/otp-member-list.ts';
import { json } from '../support/pretend-bank.ts';
import { corporation, pageOf, userRow } from '../support/sample.ts';
import { all, bankWith, button, cells, listOf, one, quiet, route } from './list.ts';

describe('the questions of the member list', () => {
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

  it('keeps the focus on the page that was chosen', async () => {
    const element = await listOf(bankWith(corporation(60)));
    button(element, '7ページ').focus();
    await sendKeys({ press: 'Enter' });
    await quiet(element);

    expect(one(element, '.range').textContent).to.equal('61–61 / 61件');
    expect(element.shadowRoot?.activeElement?.ariaLabel).to.equal('7ページ');
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
});
