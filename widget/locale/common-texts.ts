import { en } from './en.ts';
import type { Catalogues, Messages } from './messages.ts';
import { problemIn } from './problem-in.ts';
import { jaProblems, notPermitted } from './problem-texts.ts';
import { formatTime } from './time.ts';

const modes = {
  unset: '未設定',
  separate: '管理者、利用者が異なるトークンを利用する',
  shared: '管理者、利用者が同じトークンを利用する',
};

export const commonTexts: Catalogues<Messages> = {
  ja: (wording) => ({
    customerId: 'お客様ID',
    memberName: '利用者名',
    role: '利用権限',
    status: '登録状況',
    tokenId: wording.tokenId,
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
    problem: problemIn(jaProblems, wording),
    time: (instant) => formatTime('ja', instant),
  }),
  en,
};
