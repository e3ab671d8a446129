import { z } from 'zod';
import { second } from '../durations.ts';

/** Life of an assertion and tolerated difference of clocks, in milliseconds (FAPI 2.0 5.3.2.1). */
export const longestLife = 60 * second;
export const clockSkew = 10 * second;

export const assertionType = 'otp-assertion+jwt';

const printable = (longest: number) =>
  z.string().regex(new RegExp(`^[\\x21-\\x7e]{1,${longest}}$`));
const numericDate = z.int().positive();

/** Strict: `crit`, `jku`, `jwk`, `x5u` and whatever else a header may carry is refused unread. */
export const headerSchema = z.strictObject({
  alg: z.string(),
  typ: z.literal(assertionType),
  kid: z.string().max(128).optional(),
});

/** Strict about what we read (RFC 7519 section 4); claims of the portal's own are ignored. */
export const claimsSchema = z.looseObject({
  iss: z.string(),
  aud: z.string(),
  sub: printable(64),
  corp_id: printable(64),
  role: z.enum(['master', 'user']),
  sid: printable(128),
  jti: printable(128),
  auth_time: numericDate,
  /** When the portal's own session ends, if it knows: ours never outlives it. */
  sid_exp: numericDate.optional(),
  iat: numericDate,
  nbf: numericDate,
  exp: numericDate,
});
export type AssertionClaims = z.output<typeof claimsSchema>;

/**
 * True if the assertion is in force, has not been given a long life and speaks of the past.
 *
 * @param now milliseconds.
 */
export function isTimely(claims: AssertionClaims, now: number): boolean {
  const { iat, nbf, exp, auth_time: authTime } = claims;
  const latest = now + clockSkew;
  return (
    exp > iat &&
    (exp - iat) * second <= longestLife &&
    exp * second > now - clockSkew &&
    iat * second <= latest &&
    nbf * second <= latest &&
    authTime * second <= latest
  );
}
