import type { ProblemCode, ProblemFacts } from '../../bff/contract/problem.ts';
import type { WidgetCode } from '../client/problems.ts';
import { en } from './en.ts';
import type { Catalogues, Messages } from './messages.ts';
import { formatTime, fullMinute } from './time.ts';

const modes = {
  unset: '未設定',
  separate: '管理者、利用者が異なるトークンを利用する',
  shared: '管理者、利用者が同じトークンを利用する',
};
const time = (instant: string) => formatTime('ja', instant);
/** From when on it may be tried again, where the server tells. */
export const later = ({ retryAt }: ProblemFacts): string => {
  const at = fullMinute(retryAt);
  return (at === undefined ? 'しばらくしてから' : `${time(at)} 以降に`) + 'お試しください。';
};
const busy = 'ただいま受け付けできません。';
export const signedOut = 'ログアウトしました。もう一度ログインしてください。';
export const signedInElsewhere = '別の画面でログインされたため、この画面は終了しました。';
export const unavailable = 'ただいまお取り扱いできません。';
const notPermitted = '※利用権限がありません';
/** What a question and a start screen can run into; `change-texts.ts` has the rest. */
const problems: Partial<Record<ProblemCode | WidgetCode, string>> = {
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
};
/** What passes by itself; `later` says when. */
const passing: typeof problems = {
  'portal-unavailable': unavailable,
  'too-many-requests': '操作が続いたため、受け付けを制限しています。',
  busy,
  'storage-full': busy,
};

export const commonTexts: Catalogues<Messages> = {
  ja: ({ tokenId }) => ({
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
    notPermitted,
    problem(code, facts = {}) {
      const fault = 'システムに問題が発生しました。';
      return problems[code] ?? (passing[code] ?? fault) + later(facts);
    },
    time,
  }),
  en,
};
