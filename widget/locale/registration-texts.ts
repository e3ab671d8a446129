import { enRegistration } from './en.ts';
import type { Catalogues, RegistrationMessages } from './messages.ts';

export const registrationTexts: Catalogues<RegistrationMessages> = {
  ja: () => ({
    heading: 'ワンタイムパスワード登録状況照会',
    pausedUntil: '一時停止の終了',
    history: '登録履歴',
    noHistory: '登録履歴はありません。',
    events: {
      registered: '登録',
      replaced: '変更',
      deregistered: '登録解除',
      released: '利用形態の変更等による解除',
    },
    actions: { register: '登録', replace: '変更', deregister: '登録解除' },
    usesShared: '共通トークンを利用しています。',
    readOnly: 'この画面から行えるお手続きはありません。',
  }),
  en: enRegistration,
};
