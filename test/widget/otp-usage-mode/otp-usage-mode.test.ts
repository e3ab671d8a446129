import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import type { UsageModePreview } from '../../../bff/contract/member.ts';
import { intent, receipt } from '../support/change.ts';
import { json, problem } from '../support/pretend-bank.ts';
import { fromNow, masterHolder, session, userRow } from '../support/sample.ts';
import {
  openRoute,
  cancelRoute,
  proofRoute,
  commitRoute,
  previewRoute,
  sessionRoute,
  s20,
  s30,
  s40,
  s50,
  bank,
  screenOf,
  atProof,
  atRegistration,
  register,
} from '../support/usage-mode.ts';

describe('otp-usage-mode', () => {
  it('is accessible on every screen', async () => {
    const screen = await screenOf(bank());
    await screen.isAccessible();
    screen.choose('shared');
    await screen.says('12個');
    await screen.isAccessible();
    screen.press('次へ');
    await screen.at(s30);
    screen.press('次へ');
    await screen.says('半角数字6桁で入力してください');
    await screen.isAccessible();
    screen.type('code', '123456');
    screen.press('次へ');
    await screen.at(s40);
    await screen.isAccessible();
    register(screen);
    await screen.at(s50);
    await screen.isAccessible();
  });

  it('changes the mode and tells with the receipt', async () => {
    const server = bank();
    const screen = await atRegistration(server);
    const changed = oneEvent(screen.element, 'otp-usage-mode-changed');
    register(screen);
    await screen.at(s50);

    expect(await changed).to.have.nested.property('receipt.number', '20261122-000042');
    expect(screen.text).to.include('20261122-000042').and.include('2026年11月22日 14:30');
    expect(screen.text).to.include('お手続きは以上です。');
    expect(server.asked.at(-1)?.body).to.equal('{"tokenId":"ABCD-9001","code":"654321"}');
  });

  it('goes on to the users after a change to separate', async () => {
    const toSeparate = { mode: { from: 'shared', to: 'separate' }, holder: masterHolder } as const;
    const server = bank().on(commitRoute, () => json(receipt(toSeparate)));
    const screen = await atRegistration(server);
    register(screen);
    await screen.at(s50);
    const requested = oneEvent(screen.element, 'otp-members-requested');
    screen.press('ワンタイムパスワード認証情報管理');

    expect(await requested).to.include({ bubbles: true, composed: true });
  });

  it('registers first where no mode is set', async () => {
    const first = { operation: 'register-first', steps: ['register'] } as const;
    const server = bank('unset').on(openRoute, () => {
      const opened = intent({
        ...first,
        steps: ['register'],
        mode: { from: 'unset', to: 'separate' },
      });
      return json(opened);
    });
    const screen = await screenOf(server);
    expect(screen.text).to.include('現利用形態').and.include('未設定');
    screen.choose('separate');
    screen.press('次へ');
    await screen.at(s40);

    expect(server.asked.find(({ method }) => method === 'POST')?.body).to.equal(
      '{"operation":"register-first","to":"separate"}',
    );
    expect(screen.text).to.include('新利用形態').and.not.include('同じトークンを引き続き');
    expect(server.count(previewRoute)).to.equal(0);
  });

  it('previews whose tokens go before anything is opened', async () => {
    const holders = [userRow(2).holder, userRow(4).holder].flatMap((holder) =>
      holder.kind === 'corporation' ? [] : [holder],
    );
    const server = bank('shared').on(previewRoute, () =>
      json({
        version: 7,
        from: 'shared',
        to: 'separate',
        released: { count: 1, holders: [{ kind: 'corporation', tokenIdTail: '9001' }] },
        withoutToken: { count: 7, holders },
      } satisfies UsageModePreview),
    );
    const screen = await screenOf(server);
    screen.choose('separate');
    await screen.says('トークンがなくなる利用者：7名');

    expect(screen.text).to.include('利用者 4').and.include('ほか5名').and.include('共通トークン');
    expect(screen.status).to.include('7名');
    expect(server.count(openRoute)).to.equal(0);
  });

  it('asks for a choice, in both languages', async () => {
    const screen = await screenOf(bank());
    screen.press('次へ');
    await screen.says('新しい利用形態を選択してください。');
    expect(screen.focused).to.have.property('type', 'radio');

    const english = await screenOf(bank(), 'en');
    english.press('Next');
    await english.says('Please choose a new usage mode.');
  });

  it('refuses the present mode with a pointer', async () => {
    const server = bank();
    const screen = await screenOf(server);
    screen.choose('separate');
    screen.press('次へ');
    await screen.says('現在と同じ利用形態です。トークンの交換は一覧の「登録・登録解除」から');

    expect(server.count(openRoute)).to.equal(0);
    screen.choose('shared');
    await screen.element.updateComplete;
    expect(screen.text).not.to.include('現在と同じ利用形態です。');
  });

  it('says so where there is no permission', async () => {
    const server = bank().on(sessionRoute, () => json(session({ permitted: false })));
    const screen = await screenOf(server);

    expect(screen.text).to.include('※利用権限がありません');
    expect(screen.root.querySelector('form')).to.equal(null);
  });

  it('shows whose token proves, and whose will count', async () => {
    const screen = await atProof(bank());
    expect(screen.text).to.include('MASTER01').and.include('山田 太郎').and.include('1234');
    expect(screen.text).to.include('当行の職員が電話等で番号をお尋ねすることはありません。');
    screen.type('code', '123456');
    screen.press('次へ');
    await screen.at(s40);

    expect(
      [...screen.root.querySelectorAll('dd')].map((dd) => dd.textContent.trim()),
    ).to.deep.equal(['管理者、利用者が同じトークンを利用する', '共通トークン', '-', '-']);
  });

  it('moves the focus to each new heading and each refused field', async () => {
    const server = bank().on(proofRoute, () => problem('otp-rejected', { triesLeft: 2 }));
    const screen = await atProof(server);
    expect(screen.focused?.localName).to.equal('h2');
    screen.type('code', '123456');
    screen.press('次へ');
    await screen.says('ワンタイムパスワードが正しくありません。');

    const field = screen.field('code');
    expect(screen.focused).to.equal(field);
    expect(field.value).to.equal('');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    expect(screen.text).to.include('あと2回誤ると一時停止します。');
  });

  it('can be done by keyboard alone', async () => {
    const screen = await screenOf(bank());
    screen.root.querySelector('input')?.focus();
    await sendKeys({ press: 'ArrowDown' });
    await screen.says('12個');
    await sendKeys({ press: 'Enter' });
    await screen.at(s30);
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: '123456' });
    await sendKeys({ press: 'Enter' });
    await screen.at(s40);
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'abcd-9001' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: '654321' });
    expect(screen.field('token-id').value).to.equal('ABCD-9001');
    await sendKeys({ press: 'Enter' });
    await screen.at(s50);
  });

  it('sends a double click once (A85)', async () => {
    const server = bank();
    const screen = await atRegistration(server);
    screen.type('token-id', 'ABCD-9001');
    screen.type('code', '654321');
    screen.press('確定');
    screen.press('確定');
    await screen.at(s50);

    expect(server.count(commitRoute)).to.equal(1);
  });

  it('counts down to the next code of a token that is kept', async () => {
    const screen = await atRegistration(bank());

    expect(screen.text).to.include('同じトークンを引き続き登録する場合は');
    expect(screen.text).to.match(/次の番号まで あと(29|30|31)秒/u);
  });

  it('counts down after a used code, by the given instant', async () => {
    const used = () => problem('otp-used', { retryAt: fromNow(17_000) });
    const screen = await atProof(bank().on(proofRoute, used));
    screen.type('code', '123456');
    screen.press('次へ');
    await screen.says('使用済みです。次の番号が表示されてから入力してください。');

    expect(screen.text).to.match(/次の番号まで あと1[678]秒/u);
    expect(screen.status).to.match(/あと1[678]秒/u);
  });

  it('asks the next code where the clock is off', async () => {
    const server = bank().on(commitRoute, () => problem('clock-off'));
    const screen = await atRegistration(server);
    register(screen);
    await screen.says('トークンの時刻がずれています。続けて表示された次の番号を入力してください。');
    expect(screen.focused).to.equal(screen.field('next-code'));

    server.on(commitRoute, () => json(receipt()));
    screen.type('next-code', '111222');
    screen.press('確定');
    await screen.at(s50);
    expect(server.asked.at(-1)?.body).to.equal(
      '{"tokenId":"ABCD-9001","code":"654321","nextCode":"111222"}',
    );
  });

  it('gives the intent up with 戻る', async () => {
    const server = bank();
    const screen = await atProof(server);
    screen.type('code', '123456');
    const cancelled = oneEvent(screen.element, 'otp-intent-cancelled');
    screen.press('戻る');

    expect(await cancelled).to.have.property('operation', 'change-usage-mode');
    await screen.at(s20);
    expect(screen.focused?.localName).to.equal('h2');
    expect(server.count(cancelRoute)).to.equal(1);
  });

  it('sends nothing where the page prevents the change', async () => {
    const server = bank();
    const screen = await atRegistration(server);
    screen.element.addEventListener('otp-usage-mode-change', (event) => {
      expect(event).to.include({ from: 'separate', to: 'shared' });
      event.preventDefault();
    });
    register(screen);

    expect(server.count(commitRoute)).to.equal(0);
    expect(screen.text).to.include(s40);
  });

  it('empties the code when the page is left (A87)', async () => {
    const screen = await atProof(bank());
    screen.type('code', '123456');
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));

    expect(screen.field('code').value).to.equal('');
  });

  it('asks the portal for the password where the server wants it', async () => {
    const server = bank('unset').on(openRoute, () => problem('reauthentication-required'));
    const screen = await screenOf(server);
    screen.choose('shared');
    const required = oneEvent(screen.element, 'otp-reauthentication-required');
    screen.press('次へ');

    expect(await required).to.include({ bubbles: true, composed: true });
    await screen.says('パスワードをもう一度入力してください。');
    server.on(openRoute, () => json(intent({ operation: 'register-first', steps: ['register'] })));
    screen.press('次へ');
    await screen.at(s40);
  });
});
