import type { Role } from '../contract/member.ts';

/** Who asks now, as the portal vouched for him and as the member list has him at this moment. */
export interface Actor {
  corporationId: string;
  customerId: string;
  name: string;
  role: Role;
  /** Read anew for every request: rights end when the portal takes them away. */
  master: boolean;
  /** SHA-256 of the session's cookie in hex; names the session, and is not its secret. */
  sessionHash: string;
  /** Milliseconds: when the portal last saw the person's password (`auth_time`). */
  authenticatedAt: number;
  /** Milliseconds: when the session ends if nothing more is asked. */
  idleEndsAt: number;
  /** Milliseconds: when the session ends whatever is asked. */
  endsAt: number;
  /** UUID of the request he asks in; the audit entry carries it. */
  requestId: string;
}
