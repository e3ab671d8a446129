import type { Role } from './member.ts';
import type { UsageMode } from './usage-mode.ts';

/** The one cookie: opaque, and bound to the host by its prefix (RFC 6265bis section 4.1.3.2). */
export const sessionCookie = '__Host-otp-session';

/**
 * What a page sends with every request: the public id of the session that it was loaded with. A request
 * that comes with another session's cookie touches nothing.
 */
export const sessionHeader = 'X-Otp-Session';

/** Why a session is over before its time. */
export const sessionEnds = [
  /** The person signed out. */
  'signed-out',
  /** The portal ended its own session, or all of the member's. */
  'portal',
  /** The portal vouched for somebody, or something, else in the same browser. */
  'replaced',
  /** A newer portal session of the same member began. */
  'signed-in-elsewhere',
  /** The member's own token was changed in another session. */
  'token-changed',
  /** The portal took the member, or the member's rights, away. */
  'rights-lost',
] as const;
export type SessionEnd = (typeof sessionEnds)[number];

/** `POST /session`, by the portal's server or its page. */
export interface SessionInput {
  /** The portal's signed word (JWS, compact form) on who asks. */
  assertion: string;
}

/** `GET /session`: who asks, what he may, and what the widget needs to speak to him. */
export interface Session {
  /** Public name of this session, for `sessionHeader`; not its secret. */
  id: string;
  actor: { customerId: string; name: string; role: Role };
  /** True for the master alone; everybody else reads 「※利用権限がありません」. */
  permitted: boolean;
  mode: UsageMode;
  version: number;
  /** ISO 8601: when the session ends if nothing more is asked. */
  idleEndsAt: string;
  /** ISO 8601: when it ends whatever is asked. */
  endsAt: string;
  settings: SessionSettings;
}

/** What a bank sets (docs/domain.md#what-a-bank-sets) and a screen shows. */
export interface SessionSettings {
  /** What the bank calls a token id on its screens, for example シリアル番号. Absent: トークンID. */
  tokenIdLabel?: string;
  /** How the bank calls itself: 当行, 当金庫. */
  bankName: { ja: string; en: string };
  /** Where a customer turns: お取引店. */
  branchName: { ja: string; en: string };
}
