import type { ProblemFacts } from '../../bff/contract/problem.ts';
import type { ProblemTexts } from './messages.ts';
import { formatTime, fullMinute } from './time.ts';

const newlyShown = 'トークンに新しく表示された番号を入力してください。';
const startOver = '最初からやり直してください。';
const changed = '他の操作により登録内容が変更されました。' + startOver;
export const signedOut = 'ログアウトしました。もう一度ログインしてください。';
export const signedInElsewhere = '別の画面でログインされたため、この画面は終了しました。';
export const unavailable = 'ただいまお取り扱いできません。';
export const notPermitted = '※利用権限がありません';

/** What a person is told of every refusal. A new code does not compile before it has a sentence. */
export const jaProblems: ProblemTexts = ({ tokenId, branch }, facts) => {
  const { triesLeft, digits } = facts;
  const fault = 'システムに問題が発生しました。' + later(facts);
  const busy = 'ただいま受け付けできません。' + later(facts);
  return {
    'invalid-request': '入力内容をご確認ください。',
    'session-ended': signedOut,
    'signed-in-elsewhere': signedInElsewhere,
    'not-vouched': unavailable,
    'not-permitted': notPermitted,
    'not-found': '該当する利用者がいません。',
    'mode-unchanged':
      '現在と同じ利用形態です。トークンの交換は一覧の「登録・登録解除」から行ってください。',
    'mode-missing': '新しい利用形態を選択してください。',
    unreachable: '通信できませんでした。接続をご確認ください。',
    'clock-unreliable': 'ただいま確認できません。少しお待ちください。',
    'portal-unavailable': unavailable + later(facts),
    'too-many-requests': '操作が続いたため、受け付けを制限しています。' + later(facts),
    busy,
    'storage-full': busy,
    'otp-format': `ワンタイムパスワードは半角数字${String(digits ?? '6桁または8')}桁で入力してください。`,
    'token-id-format': `${tokenId}の形式が正しくありません。`,
    'reauthentication-required':
      '本人確認のため、パスワードをもう一度入力してください。登録は完了していません。',
    csrf: '画面を読み込み直してから、' + startOver,
    'token-disabled': `ワンタイムパスワードを停止しました。${branch}へご連絡ください。`,
    'intent-conflict': changed,
    'intent-order': changed,
    'row-changed': '登録状況が変わりました。一覧を更新してください。',
    'shared-mode': '共通トークンを利用中のため、利用者ごとの登録はできません。',
    'master-deregistration': '管理者のトークンは登録解除できません。変更してください。',
    'token-held': 'このトークンは他の利用者に登録されています。',
    'token-unchanged': '現在のトークンと同じです。',
    'mode-unset': '利用形態が設定されていません。先に利用形態を設定してください。',
    'preview-changed': '表示後に登録内容が変わりました。内容をもう一度ご確認ください。',
    'waiting-for-bank': `管理者のトークンが登録されていません。${branch}へご連絡ください。`,
    'idempotency-mismatch': changed,
    'intent-expired': 'お手続きの有効期限が切れました。登録は完了していません。' + startOver,
    'otp-rejected':
      `ワンタイムパスワードが正しくありません。${newlyShown}` +
      (triesLeft === undefined ? '' : `あと${String(triesLeft)}回誤ると一時停止します。`),
    'otp-used':
      'このワンタイムパスワードは使用済みです。次の番号が表示されてから入力してください。',
    'clock-off': 'トークンの時刻がずれています。続けて表示された次の番号を入力してください。',
    'token-unavailable': `このトークンは登録できません。${branch}へお問い合わせください。`,
    'otp-paused': '入力誤りが続いたため、一時停止しています。' + later(facts),
    fence: `少しお待ちください。${newlyShown}`,
    'not-received':
      '結果を確認しました。送信した番号は受け付けられていません。新しく表示された番号を入力してください。',
    'outcome-untold':
      'お手続きの結果を確認できませんでした。ログインしてから、登録状況をご確認ください。',
    'not-shown':
      'ページが正しく表示されていないため、送信しませんでした。ページを再読み込みしてください。',
    'outcome-unknown': '結果を確認しています。画面を閉じずにお待ちください。',
    'signature-refused': fault,
    'method-not-allowed': fault,
    'request-timeout': fault,
    'too-large': fault,
    'unsupported-media-type': fault,
    'headers-too-large': fault,
    internal: fault,
  };
};

/** From when on it may be tried again, where the server tells. */
function later({ retryAt }: ProblemFacts): string {
  const at = fullMinute(retryAt);
  const from = at === undefined ? 'しばらくしてから' : `${formatTime('ja', at)} 以降に`;
  return from + 'お試しください。';
}
