import type { ProblemCode } from '../../bff/contract/problem.ts';
import type { WidgetCode } from '../client/problems.ts';
import type { Catalogues, Messages } from './messages.ts';
import { formatTime } from './time.ts';

const modes = {
  unset: '未設定',
  separate: '管理者、利用者が異なるトークンを利用する',
  shared: '管理者、利用者が同じトークンを利用する',
};
const startOver = '最初からやり直してください。';
const later = 'しばらくしてからお試しください。';
const fault = 'システムに問題が発生しました。' + later;
const changed = '他の操作により登録内容が変更されました。' + startOver;
const busy = 'ただいま受け付けできません。' + later;
const time = (instant: string) => formatTime('ja', instant);

export const commonTexts: Catalogues<Messages> = {
  ja: ({ tokenId, branch }) => ({
    customerId: 'お客様ID',
    memberName: '利用者名',
    role: '利用権限',
    status: '登録状況',
    tokenId,
    roles: { administrator: '管理者', approver: '承認者', general: '一般者' },
    statuses: {
      unregistered: '未登録',
      registered: '登録済',
      paused: '一時停止',
      disabled: '停止',
    },
    modes,
    sharedToken: '共通トークン',
    none: '-',
    endingIn: '末尾',
    loading: '読み込んでいます。',
    retry: '再読み込み',
    back: '戻る',
    holder: '利用者情報',
    newMode: '新利用形態',
    next: '次へ',
    working: '処理しています。',
    registeredSince: '登録日時',
    receiptNumber: '受付番号',
    notPermitted: '※利用権限がありません',
    problem(code, { retryAt, triesLeft, digits } = {}) {
      const texts: Partial<Record<ProblemCode | WidgetCode, string>> = {
        'invalid-request': '入力内容をご確認ください。',
        'otp-format': `ワンタイムパスワードは半角数字${String(digits ?? '6桁または8')}桁で入力してください。`,
        'token-id-format': `${tokenId}の形式が正しくありません。`,
        'session-ended': '一定時間操作がなかったためログアウトしました。登録は完了していません。',
        'reauthentication-required':
          '本人確認のため、パスワードをもう一度入力してください。登録は完了していません。',
        'not-permitted': '※利用権限がありません',
        csrf: '画面を読み込み直してから、' + startOver,
        'token-disabled': `ワンタイムパスワードを停止しました。${branch}へご連絡ください。`,
        'not-found': '該当する利用者がいません。',
        'intent-conflict': changed,
        'intent-order': changed,
        'row-changed': '登録状況が変わりました。一覧を更新してください。',
        'mode-unchanged':
          '現在と同じ利用形態です。トークンの交換は一覧の「登録・登録解除」から行ってください。',
        'shared-mode': '共通トークンを利用中のため、利用者ごとの登録はできません。',
        'master-deregistration': '管理者のトークンは登録解除できません。変更してください。',
        'token-held': 'このトークンは他の利用者に登録されています。',
        'token-unchanged': '現在のトークンと同じです。',
        'mode-unset': '利用形態が設定されていません。先に利用形態を設定してください。',
        'idempotency-mismatch': changed,
        'intent-expired': 'お手続きの有効期限が切れました。登録は完了していません。' + startOver,
        'otp-rejected':
          'ワンタイムパスワードが正しくありません。トークンに新しく表示された番号を入力してください。' +
          (triesLeft === undefined ? '' : `あと${String(triesLeft)}回誤ると一時停止します。`),
        'otp-used':
          'このワンタイムパスワードは使用済みです。次の番号が表示されてから入力してください。',
        'clock-off': 'トークンの時刻がずれています。続けて表示された次の番号を入力してください。',
        'token-unavailable': `このトークンは登録できません。${branch}へお問い合わせください。`,
        'otp-paused':
          '入力誤りが続いたため、一時停止しています。' +
          (retryAt === undefined ? later : `${time(retryAt)} 以降にお試しください。`),
        'too-many-requests': '操作が続いたため、受け付けを制限しています。' + later,
        busy,
        'storage-full': busy,
        'clock-unreliable': busy,
        fence: retryAt === undefined ? busy : `${time(retryAt)} 以降の番号でお試しください。`,
        unreachable: '通信できませんでした。接続をご確認ください。',
        'not-received':
          '結果を確認しました。送信した番号は受け付けられていません。新しく表示された番号を入力してください。',
        'mode-missing': '新しい利用形態を選択してください。',
        'outcome-unknown': '結果を確認しています。画面を閉じずにお待ちください。',
      };
      return texts[code] ?? fault;
    },
    time,
  }),
  en: ({ en }) => en,
};
