// Every text that the elements show, as typed catalogues: one interface a room, so that an element
// carries only what it says. Japanese is the source and stands in the `-texts.ts` files; `en.ts` and
// `en-problems.ts` are complete because they have these types.

import type { Role, RegistrationEvent, RegistrationStatus } from '../../bff/contract/member.ts';
import type { ProblemCode, ProblemFacts } from '../../bff/contract/problem.ts';
import type { SessionSettings } from '../../bff/contract/session.ts';
import type { ChosenMode, UsageMode } from '../../bff/contract/usage-mode.ts';
import type { WidgetCode } from '../client/problems.ts';
import type { SessionEndReason } from '../client/session-end.ts';
import type { Lang } from './lang.ts';

/** The words that the bank sets (docs/domain.md#what-a-bank-sets), in the language of the catalogue. */
export interface Wording {
  tokenId: string;
  bank: string;
  branch: string;
}

/** A catalogue: texts of one language, given the bank's own words. */
export type Catalogue<T> = (wording: Wording) => T;

/** The same texts in every language. */
export type Catalogues<T> = Readonly<Record<Lang, Catalogue<T>>>;

/** A sentence for every refusal, with what `facts` tell in it. */
export type ProblemTexts = (
  wording: Wording,
  facts: ProblemFacts,
) => Readonly<Record<ProblemCode | WidgetCode, string>>;

/** Said by every element. */
export interface Messages {
  customerId: string;
  memberName: string;
  role: string;
  status: string;
  tokenId: string;
  roles: Record<Role, string>;
  statuses: Record<RegistrationStatus, string>;
  modes: Record<UsageMode, string>;
  sharedToken: string;
  /** 「-」: not applicable. */
  none: string;
  /** Spoken before the last four characters of a token id. */
  endingIn: string;
  loading: string;
  retry: string;
  back: string;
  next: string;
  working: string;
  holder: string;
  newMode: string;
  registeredSince: string;
  receiptNumber: string;
  notPermitted: string;
  problem(code: ProblemCode | WidgetCode, facts?: ProblemFacts): string;
  /** An ISO 8601 instant as the bank's clock on the wall shows it (Japan), to the minute. */
  time(instant: string): string;
}

/** The road all changes share: S-30, S-40, S-42, S-50. */
export interface IntentMessages {
  headings: {
    prove: string;
    register: string;
    confirm: string;
    uncertain: string;
    doneRegister: string;
    doneDeregister: string;
    ended: string;
  };
  /** S-30: which token's code is asked. */
  proveLead: string;
  registerLead: string;
  /** S-42: what the user will lose. */
  confirmLead: string;
  code: string;
  codeHint(digits: number | undefined): string;
  nextCode: string;
  tokenIdHint: string;
  /** Voice phishing asks for exactly this code. */
  neverTell: string;
  commit: string;
  /** The same physical token is kept: its proof code can't register it. */
  nextCodeHint: string;
  /** `seconds` to the code that counts; 0 once it is shown. */
  nextCodeIn(seconds: number): string;
  /** Nothing can be judged for so many `seconds`; 0 once the number shown can be typed. */
  waitFor(seconds: number): string;
  expiresAt(time: string): string;
  doneAt: string;
  operation: string;
  operations: Record<
    'register-first' | 'change-usage-mode' | 'replace-token' | 'register-user' | 'deregister-user',
    string
  >;
  /** After a change to `separate`. */
  toMembers: string;
  /** After a change to `shared`. */
  finished: string;
  close: string;
  startAgain: string;
  /** The session ended before 確定 was answered. */
  unfinished: string;
}

/** Around everything: the session of the person. */
export interface SessionMessages {
  /** Two minutes before an idle session ends; stands beside `stay`. */
  ending: string;
  stay: string;
  /** Why the session is over: never more than the page knows. */
  over: Record<SessionEndReason, string>;
  /** Nobody vouches for the person. */
  unavailable: string;
  /** The one way on after the end. */
  signIn: string;
}

/** S-20. */
export interface UsageModeMessages {
  heading: string;
  presentMode: string;
  /** Mode `unset`: what the first registration is. */
  firstLead: string;
  preview: string;
  released(count: number): string;
  withoutToken(count: number): string;
  /** Nobody loses a token. */
  nothingReleased: string;
  /** To `shared`: everybody uses the one. */
  allShare: string;
  /** Holders beyond the ten that are listed. */
  andOthers(count: number): string;
  /** Who registers the first token of the new mode. */
  needed: Record<ChosenMode, string>;
}

/** S-60. */
export interface RegistrationMessages {
  heading: string;
  pausedUntil: string;
  history: string;
  noHistory: string;
  events: Record<RegistrationEvent['event'], string>;
  actions: Record<'register' | 'replace' | 'deregister', string>;
  usesShared: string;
  readOnly: string;
}

/** S-10, the counter around it, and the menu item. */
export interface ListMessages {
  heading: string;
  /** ワンタイムパスワード認証情報管理: the menu item and the counter's name. */
  menuItem: string;
  /** From a screen of the counter to its list. */
  backToList: string;
  presentMode: string;
  setMode: string;
  filter: string;
  /** How a filter matches, beside its label. */
  prefixMatch: string;
  partMatch: string;
  apply: string;
  clear: string;
  actionColumn: string;
  rowAction: string;
  replace: string;
  usesShared: string;
  /** When a pause ends. */
  until(time: string): string;
  nobody: string;
  /** 「11–20 / 23件」. */
  range(first: number, last: number, total: number): string;
  pages: string;
  page(number: number): string;
  previous: string;
  following: string;
}

/** The wording of `settings` in one language; before they are known, the domain's own. */
export function wordingOf(lang: Lang, settings: SessionSettings | undefined): Wording {
  const own = ownWording[lang];
  return {
    tokenId: settings?.tokenIdLabel ?? own.tokenId,
    bank: settings?.bankName[lang] ?? own.bank,
    branch: settings?.branchName[lang] ?? own.branch,
  };
}

const ownWording: Record<Lang, Wording> = {
  ja: { tokenId: 'トークンID', bank: '当行', branch: 'お取引店' },
  en: { tokenId: 'Token ID', bank: 'the bank', branch: 'your branch' },
};
