import { randomUUID } from 'node:crypto';
import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { PortalAlgorithm, PortalConfig } from '../../bff/portal/portal-config.ts';

import { corporationId } from './rows.ts';

/** Claims and headers that a test sets anew; `undefined` leaves one out. */
export type Overrides = Record<string, unknown>;

/** A pretend portal that signs what it is told to. */
export interface TestPortal {
  /** Fits into `Config.portal`. */
  config: PortalConfig;
  /** Its public key. */
  jwks: { keys: JWK[] };
  /** Its private key, for whoever wants to forge something. */
  key: CryptoKey;
  /** A good assertion of the master `M1` of corporation `C0001`, but for the overrides. */
  assertion(claims?: Overrides, header?: Overrides): Promise<string>;
  /** Signs a payload as it stands, JSON or not. */
  sign(payload: string, header?: Overrides): Promise<string>;
}

export interface TestPortalOptions {
  algorithm?: PortalAlgorithm;
  /** Milliseconds; `iat`, `nbf` and `auth_time` are taken from it. */
  now?: () => number;
}

const life = 60;
const issuer = 'https://portal.test';
const audience = 'otp-madoguchi';

export async function createTestPortal(options: TestPortalOptions = {}): Promise<TestPortal> {
  const { algorithm = 'ES256', now = Date.now } = options;
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const kid = 'test-1';
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: algorithm }] };

  async function sign(payload: string, header: Overrides = {}): Promise<string> {
    const full = { alg: algorithm, typ: 'otp-assertion+jwt', kid, ...header };
    return new CompactSign(new TextEncoder().encode(payload))
      .setProtectedHeader(full as { alg: string })
      .sign(privateKey);
  }

  return {
    config: { issuer, audience, algorithm, jwks },
    jwks,
    key: privateKey,
    sign,
    assertion: (claims, header) =>
      sign(JSON.stringify({ ...goodClaims(now()), ...claims }), header),
  };
}

/** What an honest portal says at an instant. */
export function goodClaims(now: number): Overrides {
  const seconds = Math.floor(now / 1000);
  return {
    iss: issuer,
    aud: audience,
    sub: 'M1',
    corp_id: corporationId,
    role: 'master',
    sid: 'portal-session',
    jti: randomUUID(),
    auth_time: seconds,
    iat: seconds,
    nbf: seconds,
    exp: seconds + life,
  };
}
