import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { Refusal } from '../errors/refusal.ts';

/** NIST SP 800-63B-4 wants 112 bits of a secret that machines exchange; a key has 256. */
const shortestKey = 32;

export interface VerifierKeyOptions {
  /** The portal's servers' own secret, at least 32 bytes; absent, and the route is closed. */
  key: Uint8Array | undefined;
}

/**
 * Lets through who shows the key as `Authorization: Bearer <base64>` (RFC 6750 section 2.1).
 *
 * @throws {RangeError} at construction, if the key is too short.
 */
export function verifierKey({ key }: VerifierKeyOptions): MiddlewareHandler {
  if (key !== undefined && key.length < shortestKey) {
    throw new RangeError(`key: at least ${shortestKey} bytes`);
  }
  const expected = key === undefined ? undefined : digest(Buffer.from(key).toString('base64'));

  return async function verifierKey(c, next) {
    const [, shown] = /^Bearer ([A-Za-z0-9+/]+=*)$/.exec(c.req.header('Authorization') ?? '') ?? [];
    if (expected === undefined || shown === undefined) throw new Refusal('not-permitted');
    if (!timingSafeEqual(digest(shown), expected)) throw new Refusal('not-permitted');
    await next();
  };
}

/** Equal lengths for the comparison, whatever was shown. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
