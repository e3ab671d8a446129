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
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new Refusal('too-large');
    },
  }) satisfies MiddlewareHandler;
}
