import { createHash, randomBytes } from 'node:crypto';

/** Beyond guessing (NIST SP 800-63B-4 section 5.1.1 asks for 64 bits). */
const secretBytes = 32;
/** As the assertion has it: a customer's number with any bank, and still a short cookie. */
const corporationIdPattern = /^[\x21-\x7e]{1,64}$/;

/** What a session is found by. The secret itself is never kept. */
export interface SessionKey {
  corporationId: string;
  /** SHA-256 of the whole cookie value, in hex. */
  sessionHash: string;
}

/** A new cookie value: `<corporation>.<256-bit random>`, both base64url. */
export function createSessionToken(corporationId: string): string {
  const corporation = Buffer.from(corporationId).toString('base64url');
  return `${corporation}.${randomBytes(secretBytes).toString('base64url')}`;
}

/** Reads a cookie value; undefined if this service can't have made it. */
export function readSessionToken(value: string): SessionKey | undefined {
  const [, corporation] = /^([A-Za-z0-9_-]{1,128})\.[A-Za-z0-9_-]{43}$/.exec(value) ?? [];
  if (corporation === undefined) return undefined;
  const corporationId = Buffer.from(corporation, 'base64url').toString();
  if (!corporationIdPattern.test(corporationId)) return undefined;
  return { corporationId, sessionHash: createHash('sha256').update(value).digest('hex') };
}

/**
 * The public name of a session, by which a page says which one it was loaded with. Made of the row's
 * hash, from which nobody gets back to the cookie.
 */
export function publicSessionId(sessionHash: string): string {
  return createHash('sha256').update(`public|${sessionHash}`).digest('base64url').slice(0, 22);
}
