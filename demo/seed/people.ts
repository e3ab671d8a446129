/** A person of the pretend portal's directory. */
export interface Person {
  customerId: string;
  name: string;
  role: 'administrator' | 'approver' | 'general';
}

export interface DemoCorporation {
  corporationId: string;
  name: { ja: string; en: string };
  /** What a tester finds there. */
  state: { ja: string; en: string };
  /** The master first. */
  people: readonly Person[];
}

/** Password of everybody, and 承認用パスワード of the masters: it is a toy bank. */
export const password = 'mihon';
export const approvalPassword = 'shonin';

export const mihon: DemoCorporation = {
  corporationId: 'MIHON',
  name: { ja: '見本商事株式会社', en: 'Mihon Trading Co., Ltd.' },
  state: {
    ja: '未登録: 最初の登録から試せます',
    en: 'nothing registered yet: try the first registration',
  },
  people: [
    { customerId: 'mihon0001', name: '青山　恵子', role: 'administrator' },
    { customerId: 'mihon0002', name: '石川　大輔', role: 'approver' },
    { customerId: 'mihon0003', name: '上田　さくら', role: 'approver' },
    { customerId: 'mihon0004', name: '遠藤　亮', role: 'general' },
    { customerId: 'mihon0005', name: '大西　真理', role: 'general' },
    { customerId: 'mihon0006', name: '加藤　誠', role: 'general' },
    { customerId: 'mihon0007', name: '木村　葵', role: 'general' },
    { customerId: 'mihon0008', name: '小林　ジェームス', role: 'general' },
    { customerId: 'mihon0009', name: '斉藤　弘', role: 'general' },
    { customerId: 'mihon0010', name: '鈴木　美穂', role: 'general' },
    { customerId: 'mihon0011', name: '田中　一郎', role: 'general' },
    { customerId: 'mihon0012', name: '中村　結衣', role: 'general' },
    { customerId: 'mihon0013', name: '西野　ＬＩＳＡ', role: 'general' },
  ],
};

export const reidai: DemoCorporation = {
  corporationId: 'REIDAI',
  name: { ja: '例題工業株式会社', en: 'Reidai Industries Ltd.' },
  state: {
    ja: '利用中: 管理者と利用者が別々のトークン',
    en: 'in use: everybody has a token of their own',
  },
  people: [
    { customerId: 'reidai0001', name: '橋本　修', role: 'administrator' },
    { customerId: 'reidai0002', name: '林　由美', role: 'approver' },
    { customerId: 'reidai0003', name: '松田　健太', role: 'general' },
    { customerId: 'reidai0004', name: '森　彩香', role: 'general' },
    { customerId: 'reidai0005', name: '山本　翔', role: 'general' },
    { customerId: 'reidai0006', name: '渡辺　明', role: 'general' },
  ],
};

export const corporations: readonly DemoCorporation[] = [mihon, reidai];
