import { enUsageMode } from './en.ts';
import type { Catalogues, UsageModeMessages } from './messages.ts';

export const usageModeTexts: Catalogues<UsageModeMessages> = {
  ja: () => ({
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
  }),
  en: enUsageMode,
};
