import { enIntent } from './en.ts';
import type { Catalogues, IntentMessages } from './messages.ts';
import { formatWait } from './time.ts';

const wait = (seconds: number) => formatWait(seconds, '秒', '分');

export const intentTexts: Catalogues<IntentMessages> = {
  ja: ({ bank }) => ({
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
    code: 'ワンタイムパスワード',
    codeHint: (digits) => `半角数字${digits === undefined ? '' : `${String(digits)}桁`}`,
    nextCode: '次のワンタイムパスワード',
    tokenIdHint: 'トークンの裏面に記載された半角英数字',
    neverTell: `${bank}の職員が電話等で番号をお尋ねすることはありません。`,
    commit: '確定',
    nextCodeHint:
      '同じトークンを引き続き登録する場合は、次の番号が表示されてから入力してください。',
    nextCodeIn: (seconds) =>
      seconds > 0 ? `次の番号まで あと${wait(seconds)}` : '次の番号が表示されています。',
    waitFor: (seconds) =>
      seconds > 0
        ? `少しお待ちください。${wait(seconds)}後に、トークンに新しく表示された番号を入力してください。`
        : 'お待たせしました。トークンに表示されている番号を入力してください。',
    expiresAt: (at) => `${at} までに確定してください。`,
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
    unfinished: 'お手続きは完了していません。',
  }),
  en: enIntent,
};
