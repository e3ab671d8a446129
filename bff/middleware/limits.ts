import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Refusal } from '../errors/refusal.ts';

/** The largest honest body, a portal's assertion, has half of it. */
export const longestBody = 16 * 1024;

export interface LimitsOptions {
  /** Bytes of a body; also counted where none were announced (chunked). */
  longestBody?: number;
}

/** Refuses bodies that are too long, before anything reads them. */
export function limits({ longestBody: maxSize = longestBody }: LimitsOptions = {}) {
  if (!Number.isSafeInteger(maxSize) || maxSize <= 0) throw new RangeError('longestBody: bytes');
  const tooLarge = () => {
    throw new Refusal('too-large');
  };
  const counted = bodyLimit({ maxSize, onError: tooLarge });

  return async function limits(c, next) {
    const announced = c.req.header('Content-Length');
    const chunked = c.req.header('Transfer-Encoding') !== undefined;
    if (announced === undefined || chunked) return counted(c, next);
    // The server reads as many bytes as were announced (RFC 9112 section 6.3), so the number is
    // enough; counting them would make a web stream of every body.
    if (!/^\d+$/.test(announced) || Number(announced) > maxSize) return tooLarge();
    return next();
  } satisfies MiddlewareHandler;
}
