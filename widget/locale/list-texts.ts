import { enList } from './en.ts';
import type { Catalogues, ListMessages } from './messages.ts';

export const listTexts: Catalogues<ListMessages> = {
  ja: () => ({
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
  }),
  en: enList,
};
