// The portal's signed word on who asks. Decides whether it is the portal's, for us, now and of the
// right kind; whether it was used before is decided by the transaction that makes the session.
//
// What may sign is fixed by the configuration and never read from the assertion (RFC 8725 section
// 3.1). Whatever is wrong, the answer is the same; the reason is in the log alone.
import { compactVerify } from 'jose';
import { second } from '../durations.ts';
import { Refusal } from '../errors/refusal.ts';
import { claimsSchema, clockSkew, headerSchema, isTimely } from './assertion-claims.ts';
import { parsePlainJson } from './plain-json.ts';
import type { PortalConfig } from './portal-config.ts';
import { portalKeys, type PortalKeysOptions } from './portal-keys.ts';
import { RefusedAssertion } from './refused-assertion.ts';

/** Longest assertion in characters. */
const longestAssertion = 8 * 1024;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What the portal vouches for. Instants in milliseconds. */
export interface Assertion {
  corporationId: string;
  customerId: string;
  master: boolean;
  /** The portal's own session (`sid`). */
  portalSessionId: string;
  /** When the portal last saw the person's password (`auth_time`). */
  authenticatedAt: number;
  /** When the portal's own session ends (`sid_exp`); undefined if it doesn't tell. */
  portalEndsAt: number | undefined;
  /** When the portal said so (`iat`). */
  issuedAt: number;
  /** `jti`: good once. */
  assertionId: string;
  /** From then on it would be refused anyway. */
  expiresAt: number;
}

/** Port to the portal's word. */
export interface AssertionVerifier {
  /**
   * @param now milliseconds.
   * @throws {Refusal} `session-ended`, whatever is wrong, with the reason as its cause;
   *   `portal-unavailable` where the portal's keys can't be had.
   */
  verify(assertion: string, now: number): Promise<Assertion>;
}

/** Verifies JSON Web Signatures (RFC 7515) of one issuer. */
export function createAssertionVerifier(
  portal: PortalConfig,
  options: PortalKeysOptions = {},
): AssertionVerifier {
  const keys = portalKeys(portal.jwks, options);

  return {
    async verify(assertion, now) {
      try {
        assertHeader(assertion);
        const { payload } = await compactVerify(assertion, keys, {
          algorithms: [portal.algorithm],
        });
        return readClaims(payload, portal, now);
      } catch (cause) {
        if (cause instanceof Refusal) throw cause;
        throw new Refusal('session-ended', {}, { cause });
      }
    },
  };
}

/** Before any key is looked for: what is malformed must not make us fetch. */
function assertHeader(assertion: string): void {
  if (assertion.length > longestAssertion) throw new Error('the assertion is too long');
  const [header = ''] = assertion.split('.', 1);
  headerSchema.parse(parsePlainJson(decoder.decode(Buffer.from(header, 'base64url'))));
}

function readClaims(payload: Uint8Array, portal: PortalConfig, now: number): Assertion {
  const claims = claimsSchema.parse(parsePlainJson(decoder.decode(payload)));
  const vouched = { corporationId: claims.corp_id, customerId: claims.sub };
  if (claims.iss !== portal.issuer) throw new RefusedAssertion('another issuer', vouched);
  if (claims.aud !== portal.audience) throw new RefusedAssertion('another audience', vouched);
  if (!isTimely(claims, now)) throw new RefusedAssertion('not in force now', vouched);
  return {
    ...vouched,
    master: claims.role === 'master',
    portalSessionId: claims.sid,
    authenticatedAt: claims.auth_time * second,
    portalEndsAt: claims.sid_exp === undefined ? undefined : claims.sid_exp * second,
    issuedAt: claims.iat * second,
    assertionId: claims.jti,
    expiresAt: claims.exp * second + clockSkew,
  };
}
