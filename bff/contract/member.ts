import type { ChosenMode, UsageMode } from './usage-mode.ts';

/** 利用権限: 管理者 / 承認者 / 一般者. */
export const roles = ['administrator', 'approver', 'general'] as const;
export type Role = (typeof roles)[number];

/** 登録状況: 未登録 / 登録済 / 一時停止 / 停止. */
export const registrationStatuses = ['unregistered', 'registered', 'paused', 'disabled'] as const;
export type RegistrationStatus = (typeof registrationStatuses)[number];

/** For whom a token answers, with what a screen prints as 利用者情報. */
export type Holder = MemberHolder | CorporationHolder;

export interface MemberHolder {
  kind: 'master' | 'user';
  customerId: string;
  name: string;
  role: Role;
}

/** Holder of the 共通トークン; screens print お客様ID「共通トークン」 and「-」 for the rest. */
export interface CorporationHolder {
  kind: 'corporation';
}

/** A token as any screen may show it: never more than its last four characters. */
export interface TokenSummary {
  /** Last four characters of the token id, or fewer when the whole id is short. */
  idTail: string;
  /** Digits that this token's codes have. */
  digits: 6 | 8;
}

export interface Registration {
  status: RegistrationStatus;
  /** Absent while `unregistered`, and for users in `shared` mode. */
  token?: TokenSummary;
  /** ISO 8601 instant of the registration. */
  since?: string;
  /** ISO 8601 instant at which a pause ends; only with `paused`. */
  pausedUntil?: string;
}

/** What the row's 登録・登録解除 button leads to. Empty means: no button. */
export const rowActions = ['register', 'replace', 'deregister'] as const;
export type RowAction = (typeof rowActions)[number];

/** A row of S-10: a member, or the 共通トークン that stands on top in `shared` mode. */
export interface MemberRow {
  holder: Holder;
  /** True for a member's row in `shared` mode: the screen says 共通. */
  usesSharedToken: boolean;
  registration: Registration;
  actions: RowAction[];
}

/** `GET /members`: one page of S-10, master first, then by customer id ascending. */
export interface MemberPage {
  mode: UsageMode;
  version: number;
  /** Only in `shared` mode, on every page. */
  sharedToken?: MemberRow;
  rows: MemberRow[];
  /** One-based. */
  page: number;
  /** Rows a page; ten. */
  pageSize: number;
  /** Members that match the filter, over all pages. */
  total: number;
}

/** `released`: taken away by a change of mode, by the portal's list or by the bank, not at the counter. */
export const registrationEvents = ['registered', 'replaced', 'deregistered', 'released'] as const;

/** What happened to a holder's registration, newest first, for S-60. */
export interface RegistrationEvent {
  /** ISO 8601 instant. */
  at: string;
  event: (typeof registrationEvents)[number];
  tokenIdTail: string;
  /** 受付番号 of the change. */
  receiptNumber: string;
}

/** `GET /members/{customerId}` and `GET /shared-token`: S-60. */
export interface MemberRegistration extends MemberRow {
  mode: UsageMode;
  history: RegistrationEvent[];
}

/** `GET /usage-mode/preview?to=`: what S-20 tells before 次へ. Lists carry ten holders at most. */
export interface UsageModePreview {
  /**
   * Of the corporation's members and registrations, on which all of this is true. It goes with the
   * opening of the change.
   */
  version: number;
  from: UsageMode;
  to: ChosenMode;
  /** Whose tokens the change releases, the token in use included. */
  released: { count: number; holders: (Holder & { tokenIdTail: string })[] };
  /** Who holds no token right after the change. Empty in `shared`: all use the one. */
  withoutToken: { count: number; holders: MemberHolder[] };
}
