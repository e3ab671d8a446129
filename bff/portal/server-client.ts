// Who the portal's servers are. A client stands for one of them: it signs with keys of its own, and
// asks for no other corporation and no other purpose than its scope says.

/** As many bytes as the hash of HMAC-SHA-256 has (RFC 2104 section 3: shorter ones are weaker). */
export const clientKeyBytes = 32;
/** The one in use and the one that follows it; more would only be forgotten. */
export const mostClientKeys = 2;

/** A client's shared secret. `keyId` is unique among the keys of all clients. */
export interface ClientKey {
  keyId: string;
  /** At least 32 bytes. */
  key: Uint8Array;
}

export interface ServerClient {
  id: string;
  /** One, or two while the client changes from one to the other. */
  keys: ClientKey[];
  /** Corporations that it may name. One beyond them is unknown to it. */
  corporations: 'all' | string[];
  /** What it may ask codes for; none: no verifications. */
  purposes: string[];
  /** Whether it may end sessions. */
  sessions: boolean;
}

/** True if the client may name this corporation. */
export function isInScope({ corporations }: ServerClient, corporationId: string): boolean {
  return corporations === 'all' || corporations.includes(corporationId);
}
