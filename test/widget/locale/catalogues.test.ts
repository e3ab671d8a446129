import { expect } from '@open-wc/testing';

import { problemStatus, type ProblemCode } from '../../../bff/contract/problem.ts';
import { commonTexts } from '../../../widget/locale/common-texts.ts';
import { wordingOf } from '../../../widget/locale/messages.ts';

const codes = Object.keys(problemStatus) as ProblemCode[];
const ja = commonTexts.ja(wordingOf('ja', undefined));
const en = commonTexts.en(wordingOf('en', undefined));

const said: [ProblemCode, string][] = [
  ['intent-conflict', '他の操作により登録内容が変更されました。最初からやり直してください。'],
  ['otp-format', 'ワンタイムパスワードは半角数字6桁で入力してください。'],
  [
    'otp-rejected',
    'ワンタイムパスワードが正しくありません。トークンに新しく表示された番号を入力してください。',
  ],
  [
    'otp-used',
    'このワンタイムパスワードは使用済みです。次の番号が表示されてから入力してください。',
  ],
  ['token-disabled', 'ワンタイムパスワードを停止しました。お取引店へご連絡ください。'],
  ['clock-off', 'トークンの時刻がずれています。続けて表示された次の番号を入力してください。'],
  ['token-id-format', 'トークンIDの形式が正しくありません。'],
  ['token-unavailable', 'このトークンは登録できません。お取引店へお問い合わせください。'],
  ['token-held', 'このトークンは他の利用者に登録されています。'],
  ['token-unchanged', '現在のトークンと同じです。'],
  ['shared-mode', '共通トークンを利用中のため、利用者ごとの登録はできません。'],
  ['master-deregistration', '管理者のトークンは登録解除できません。変更してください。'],
  ['row-changed', '登録状況が変わりました。一覧を更新してください。'],
  ['not-permitted', '※利用権限がありません'],
  ['session-ended', 'ログアウトしました。もう一度ログインしてください。'],
  ['signed-in-elsewhere', '別の画面でログインされたため、この画面は終了しました。'],
  ['outcome-unknown', '結果を確認しています。画面を閉じずにお待ちください。'],
  ['not-found', '該当する利用者がいません。'],
];

describe('the catalogues', () => {
  it('say word for word what the counter says', () => {
    for (const [code, text] of said) expect(ja.problem(code, { digits: 6 }), code).to.equal(text);
  });

  it('have a sentence for every problem, and one for a new one', () => {
    for (const code of [...codes, 'of-tomorrow' as ProblemCode]) {
      expect(ja.problem(code), code).to.match(/[。ん]$/u);
      expect(en.problem(code), code).to.match(/\.$/u);
    }
  });

  it('name the end of a pause and the tries that are left', () => {
    const retryAt = '2026-11-22T06:05:00Z';

    expect(ja.problem('otp-paused', { retryAt })).to.equal(
      '入力誤りが続いたため、一時停止しています。2026年11月22日 15:05 以降にお試しください。',
    );
    expect(en.problem('otp-rejected', { triesLeft: 1 })).to.include('before a pause: 1');
  });

  it('ask for the digits of the token, or for either number', () => {
    expect(ja.problem('otp-format', { digits: 8 })).to.include('半角数字8桁');
    expect(ja.problem('otp-format')).to.include('半角数字6桁または8桁');
  });
});
