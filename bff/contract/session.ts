import type { Role } from './member.ts';
import type { UsageMode } from './usage-mode.ts';

/** The one cookie: opaque, and bound to the host by its prefix (RFC 6265bis section 4.1.3.2). */
export const sessionCookie = '__Host-otp-session';

/** `POST /session`, by the portal's server or its page. */
export interface SessionInput {
  /** The portal's signed word (JWS, compact form) on who asks. */
  assertion: string;
}

/** `GET /session`: who asks, what he may, and what the widget needs to speak to him. */
export interface Session {
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

/** What a bank sets (domain section 9) and a screen shows. */
export interface SessionSettings {
  /** What the bank calls a token id on its screens, for example シリアル番号. Absent: トークンID. */
  tokenIdLabel?: string;
  /** How the bank calls itself: 当行, 当金庫. */
  bankName: { ja: string; en: string };
  /** Where a customer turns: お取引店. */
  branchName: { ja: string; en: string };
}
