import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import type { UsageModePreview } from '../../../bff/contract/member.ts';
import type { ProblemCode } from '../../../bff/contract/problem.ts';
import type { UsageMode } from '../../../bff/contract/usage-mode.ts';
import type { OtpUsageMode } from '../../../widget/otp-usage-mode/otp-usage-mode.ts';
import '../../../widget/otp-usage-mode/define.ts';
import { intent, proved, receipt } from '../support/change.ts';
import { json, noContent, PretendBank, problem } from '../support/pretend-bank.ts';
import { fromNow, masterHolder, session, userRow } from '../support/sample.ts';
import { Screen } from '../support/screen.ts';

const openRoute = 'POST /otp/v1/intents';
const intentRoute = 'GET /otp/v1/intents/intent-1';
const cancelRoute = 'DELETE /otp/v1/intents/intent-1';
const proofRoute = 'POST /otp/v1/intents/intent-1/proof';
const commitRoute = 'POST /otp/v1/intents/intent-1/commit';
const previewRoute = 'GET /otp/v1/usage-mode/preview';
const sessionRoute = 'GET /otp/v1/session';

const s20 = 'ワンタイムパスワード利用形態設定';
const s30 = 'ワンタイムパスワード入力';
const s40 = 'ワンタイムパスワード情報登録';
const s50 = '登録完了';

const preview: UsageModePreview = {
  from: 'separate',
  to: 'shared',
  released: { count: 12, holders: [{ ...masterHolder, tokenIdTail: '1234' }] },
  withoutToken: { count: 0, holders: [] },
};

function bank(mode: UsageMode = 'separate'): PretendBank {
  return new PretendBank()
    .on(sessionRoute, () => json(session({ mode })))
    .on(previewRoute, () => json(preview))
    .on(openRoute, () => json(intent()))
    .on(cancelRoute, () => noContent())
    .on(proofRoute, () => json(proved()))
    .on(commitRoute, () => json(receipt()));
}

async function screenOf({ client }: PretendBank, lang = 'ja'): Promise<Screen> {
  const root = await fixture(
    html`<div lang=${lang}><otp-usage-mode .client=${client}></otp-usage-mode></div>`,
  );
  const element = root.querySelector<OtpUsageMode>('otp-usage-mode');
  if (!element) throw new Error('No element');
  const screen = new Screen(element);
  await waitUntil(() => screen.root.querySelector('h2, .notice'));
  return screen;
}

async function atProof(server: PretendBank): Promise<Screen> {
  const screen = await screenOf(server);
  screen.choose('shared');
  await screen.says('12個');
  screen.press('次へ');
  await screen.at(s30);
  return screen;
}

async function atRegistration(server: PretendBank): Promise<Screen> {
  const screen = await atProof(server);
  screen.type('code', '123456');
  screen.press('次へ');
  await screen.at(s40);
  return screen;
}

function register(screen: Screen): void {
  screen.type('token-id', 'ABCD-9001');
  screen.type('code', '654321');
  screen.press('確定');
}

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

  const endings: [ProblemCode, string, string][] = [
    ['intent-conflict', '他の操作により登録内容が変更されました。', 'changed by another operation'],
    ['intent-expired', 'お手続きの有効期限が切れました。', 'time for this procedure has run out'],
    ['session-ended', '一定時間操作がなかったためログアウトしました。', 'You were signed out'],
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
