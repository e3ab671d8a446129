import { expect, oneEvent } from '@open-wc/testing';

import type { ProblemCode } from '../../../bff/contract/problem.ts';
import { intent, proved, receipt } from '../support/change.ts';
import { json, problem } from '../support/pretend-bank.ts';
import { session } from '../support/sample.ts';
import {
  intentRoute,
  openRoute,
  sessionRoute,
  screenOf,
  s20,
  proofRoute,
  commitRoute,
  s40,
  s50,
  bank,
  atProof,
  atRegistration,
  register,
} from '../support/usage-mode.ts';

describe('otp-usage-mode in trouble', () => {
  it('tries an unanswered opening again under the same key', async () => {
    let asked = 0;
    const server = bank().on(openRoute, () => {
      asked += 1;
      if (asked === 1) throw new TypeError('network');
      return json(intent());
    });
    await atProof(server);

    const keys = server.asked.flatMap(({ headers }) => headers.get('idempotency-key') ?? []);
    expect(keys).to.have.length(2);
    expect(new Set(keys)).to.have.property('size', 1);
  });

  it('loads again after a failure, on request', async () => {
    const server = bank().on(sessionRoute, () => Promise.reject(new TypeError('network')));
    const screen = await screenOf(server);
    expect(screen.text).to.include('通信できませんでした。');
    server.on(sessionRoute, () => json(session()));
    screen.press('再読み込み');
    await screen.at(s20);
  });

  it('finds out what became of an unanswered commit (A89)', async () => {
    let asked = 0;
    const server = bank()
      .on(commitRoute, () => Promise.reject(new TypeError('network')))
      .on(intentRoute, () => {
        asked += 1;
        if (asked === 1) throw new TypeError('still no network');
        return json(intent({ state: 'committed', steps: [], receipt: receipt() }));
      });
    const screen = await atRegistration(server);
    const changed = oneEvent(screen.element, 'otp-usage-mode-changed');
    register(screen);
    await screen.says('結果を確認しています。画面を閉じずにお待ちください。');
    expect(screen.root.querySelector('input')).to.equal(null);
    await changed;
    await screen.at(s50);

    expect(server.count(commitRoute)).to.equal(1);
  });

  it('asks again only once it knows that nothing happened (A89)', async () => {
    const server = bank()
      .on(commitRoute, () => problem('outcome-unknown'))
      .on(intentRoute, () => json(proved()));
    const screen = await atRegistration(server);
    register(screen);
    await screen.at('結果の確認');
    await screen.at(s40);

    expect(server.count(intentRoute)).to.equal(2);
    expect(screen.text).to.include('受け付けられていません。');
    expect(screen.field('code').value).to.equal('');
  });

  it('finds out what became of an unanswered proof (A89)', async () => {
    const server = bank()
      .on(proofRoute, () => Promise.reject(new TypeError('network')))
      .on(intentRoute, () => json(proved()));
    const screen = await atProof(server);
    screen.type('code', '123456');
    screen.press('次へ');
    await screen.at('結果の確認');
    await screen.isAccessible();
    await screen.at(s40);

    expect(server.count(proofRoute)).to.equal(1);
    expect(server.count(intentRoute)).to.equal(1);
  });

  const endings: [ProblemCode, string, string][] = [
    ['intent-conflict', '他の操作により登録内容が変更されました。', 'changed by another operation'],
    ['intent-expired', 'お手続きの有効期限が切れました。', 'time for this procedure has run out'],
    ['token-disabled', 'ワンタイムパスワードを停止しました。お取引店へ', 'has been disabled'],
  ];
  for (const [code, ja, en] of endings) {
    it(`ends with its message in both languages: ${code}`, async () => {
      const screen = await atRegistration(bank().on(commitRoute, () => problem(code)));
      register(screen);
      await screen.says(ja);
      expect(screen.root.querySelector('form')).to.equal(null);
      expect(screen.focused?.localName).to.equal('h2');

      screen.element.parentElement?.setAttribute('lang', 'en');
      await screen.says(en);
      screen.press('Start again');
      await screen.at('One-time password usage mode');
    });
  }

  it('ends with the session, tells no more than it knows, and leads nowhere else', async () => {
    const ended = () => problem('session-ended');
    const screen = await atRegistration(bank().on(commitRoute, ended));
    register(screen);
    await screen.says('ログアウトしました。もう一度ログインしてください。');

    expect(screen.text).to.include('お手続きは完了していません。').and.not.include('一定時間');
    expect(screen.root.querySelector('button, input')).to.equal(null);
  });

  it('does not call a change incomplete whose answer nobody can ask for any more', async () => {
    const server = bank()
      .on(commitRoute, () => problem('outcome-unknown'))
      .on(intentRoute, () => problem('session-ended'));
    const screen = await atRegistration(server);
    register(screen);
    await screen.says('お手続きの結果を確認できませんでした。');

    expect(screen.text).not.to.include('完了していません');
  });

  const refusals: [ProblemCode, string, string, string][] = [
    ['token-unavailable', 'token-id', 'お取引店へお問い合わせください。', 'Please ask your branch'],
    ['token-held', 'token-id', '他の利用者に登録されています。', 'registered to another user'],
    ['token-unchanged', 'token-id', '現在のトークンと同じです。', 'This is the present token.'],
    ['otp-used', 'code', 'このワンタイムパスワードは使用済みです。', 'already been used'],
  ];
  for (const [code, id, ja, en] of refusals) {
    it(`keeps the screen with its message in both languages: ${code}`, async () => {
      const screen = await atRegistration(bank().on(commitRoute, () => problem(code)));
      register(screen);
      await screen.says(ja);
      expect(screen.focused).to.equal(screen.field(id));
      expect(screen.field('token-id').value).to.equal('ABCD-9001');
      expect(screen.field('code').value).to.equal('');

      screen.element.parentElement?.setAttribute('lang', 'en');
      await screen.says(en);
    });
  }

  it('tells when a pause ends, by the clock of the bank', async () => {
    const paused = () => problem('otp-paused', { retryAt: '2026-11-22T06:05:00Z' });
    const screen = await atProof(bank().on(proofRoute, paused));
    screen.type('code', '123456');
    screen.press('次へ');
    await screen.says('2026年11月22日 15:05 以降にお試しください。');

    expect(screen.focused).to.have.property('className', 'notice danger');
    screen.element.parentElement?.setAttribute('lang', 'en');
    await screen.says('Please try again after November 22, 2026 at 3:05 PM');
  });
});
