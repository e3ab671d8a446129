import { randomUUID } from 'node:crypto';
import { SignJWT, type CryptoKey } from 'jose';
import type { Person } from '../seed/people.ts';

export const issuer = 'https://portal.mihon-bank.example';
export const audience = 'otp-madoguchi';

/** Seconds an assertion may live: long enough for one request to the counter. */
const lifetime = 30;

export interface Vouched {
  corporationId: string;
  person: Person;
  sid: string;
  /** Milliseconds: when the portal last saw the password. */
  authenticatedAt: number;
}

/** The portal's word on who asks: a JWS that the counter takes exactly once (`jti`). */
export async function signAssertion(
  vouched: Vouched,
  key: CryptoKey,
  now: number,
): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({
    corp_id: vouched.corporationId,
    role: vouched.person.role === 'administrator' ? 'master' : 'user',
    sid: vouched.sid,
    auth_time: Math.floor(vouched.authenticatedAt / 1000),
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'otp-assertion+jwt', kid: 'portal' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(vouched.person.customerId)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + lifetime)
    .sign(key);
}
