// Japanese: the source. Wording of domain sections 4 and 7.

import type { ProblemCode } from '../../bff/contract/problem.ts';
import type {
  Catalogue,
  IntentMessages,
  ListMessages,
  Messages,
  RegistrationMessages,
  SessionMessages,
  UsageModeMessages,
} from './messages.ts';
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

export const ja: Catalogue<Messages> = ({ tokenId, branch }) => ({
  customerId: 'お客様ID',
  memberName: '利用者名',
  role: '利用権限',
  status: '登録状況',
  tokenId,
  roles: { administrator: '管理者', approver: '承認者', general: '一般者' },
  statuses: { unregistered: '未登録', registered: '登録済', paused: '一時停止', disabled: '停止' },
  modes,
  sharedToken: '共通トークン',
  none: '-',
  endingIn: '末尾',
  loading: '読み込んでいます。',
  loadFailed: '通信できませんでした。接続をご確認ください。',
  retry: '再読み込み',
  back: '戻る',
  notPermitted: '※利用権限がありません',
  problem(code, { retryAt, triesLeft, digits } = {}) {
    const texts: Partial<Record<ProblemCode, string>> = {
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
      'outcome-unknown': '結果を確認しています。画面を閉じずにお待ちください。',
    };
    return texts[code] ?? fault;
  },
  time,
});

export const jaIntent: Catalogue<IntentMessages> = ({ bank }) => ({
  headings: {
    prove: 'ワンタイムパスワード入力',
    register: 'ワンタイムパスワード情報登録',
    confirm: '登録解除',
    uncertain: '結果の確認',
    doneRegister: '登録完了',
    doneDeregister: '登録解除完了',
    ended: 'お手続きの終了',
  },
  proveLead: '現在ご利用中のトークンに表示されている番号を入力してください。',
  registerLead: 'これから利用するトークンの裏面の番号と、表示されている番号を入力してください。',
  confirmLead:
    '登録を解除すると、この利用者は新しいトークンを登録するまでワンタイムパスワードを利用できません。',
  holder: '利用者情報',
  newMode: '新利用形態',
  code: 'ワンタイムパスワード',
  codeHint: (digits) => `半角数字${digits === undefined ? '' : `${String(digits)}桁`}`,
  nextCode: '次のワンタイムパスワード',
  tokenIdHint: 'トークンの裏面に記載された半角英数字',
  neverTell: `${bank}の職員が電話等で番号をお尋ねすることはありません。`,
  next: '次へ',
  commit: '確定',
  working: '処理しています。',
  nextCodeHint: '同じトークンを引き続き登録する場合は、次の番号が表示されてから入力してください。',
  nextCodeIn: (seconds) =>
    seconds > 0 ? `次の番号まで あと${String(seconds)}秒` : '次の番号が表示されています。',
  uncertain: '結果を確認しています。画面を閉じずにお待ちください。',
  notReceived:
    '結果を確認しました。送信した番号は受け付けられていません。新しく表示された番号を入力してください。',
  modeMissing: '新しい利用形態を選択してください。',
  expiresAt: (at) => `${at} までに確定してください。`,
  registeredSince: '登録日時',
  receiptNumber: '受付番号',
  doneAt: '受付日時',
  operation: 'お手続き',
  operations: {
    'register-first': '利用形態の設定',
    'change-usage-mode': '利用形態の変更',
    'replace-token': 'トークンの変更',
    'register-user': '利用者のトークンの登録',
    'deregister-user': '利用者のトークンの登録解除',
  },
  toMembers: 'ワンタイムパスワード認証情報管理',
  finished: 'お手続きは以上です。',
  close: '閉じる',
  startAgain: '最初からやり直す',
});

export const jaSession: Catalogue<SessionMessages> = () => ({
  ending: '操作がないため、まもなくログアウトします。',
  stay: '操作を続ける',
});

export const jaUsageMode: Catalogue<UsageModeMessages> = () => ({
  heading: 'ワンタイムパスワード利用形態設定',
  presentMode: '現利用形態',
  firstLead: 'はじめに利用形態を選択し、最初のトークンを登録します。',
  preview: 'この変更で行われること',
  released: (count) => `登録が解除されるトークン：${String(count)}個`,
  withoutToken: (count) => `トークンがなくなる利用者：${String(count)}名`,
  nothingReleased: '登録が解除されるトークンはありません。',
  allShare: '変更後は、管理者と利用者の全員が共通トークンを利用します。',
  andOthers: (count) => `ほか${String(count)}名`,
  needed: {
    separate: '次の画面で、管理者が利用するトークンを登録します。',
    shared: '次の画面で、共通トークンとして利用するトークンを登録します。',
  },
});

export const jaRegistration: Catalogue<RegistrationMessages> = () => ({
  heading: 'ワンタイムパスワード登録状況照会',
  pausedUntil: '一時停止の終了',
  history: '登録履歴',
  noHistory: '登録履歴はありません。',
  events: {
    registered: '登録',
    replaced: '変更',
    deregistered: '登録解除',
    released: '利用形態の変更による解除',
  },
  actions: { register: '登録', replace: '変更', deregister: '登録解除' },
  usesShared: '共通トークンを利用しています。',
  readOnly: 'この画面から行えるお手続きはありません。',
});

export const jaList: Catalogue<ListMessages> = () => ({
  heading: '利用者選択',
  menuItem: 'ワンタイムパスワード認証情報管理',
  backToList: '利用者選択へ戻る',
  presentMode: '現利用形態',
  setMode: '利用形態設定',
  filter: '絞込検索',
  prefixMatch: '前方一致',
  partMatch: '部分一致',
  apply: '検索',
  clear: '条件をクリア',
  actionColumn: '操作',
  rowAction: '登録・登録解除',
  replace: '変更',
  usesShared: '共通',
  until: (time) => `${time}まで`,
  nobody: '該当する利用者がいません。',
  range: (first, last, total) => `${String(first)}–${String(last)} / ${String(total)}件`,
  pages: 'ページ',
  page: (number) => `${String(number)}ページ`,
  previous: '前へ',
  following: '次へ',
});
