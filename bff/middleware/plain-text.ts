import type { MiddlewareHandler } from 'hono';
import { isPlainText } from '../contract/plain-text.ts';
import { Refusal } from '../errors/refusal.ts';

/** Headers whose value is stored or looked for. */
const readHeaders = ['Idempotency-Key'] as const;

/**
 * Refuses U+0000 in the path, the query and the headers that are read, before a route decodes them: no
 * database of ours must be asked for it. Bodies are judged by `jsonBody`, the cookie where it is read.
 */
export function plainText(): MiddlewareHandler {
  return async function plainText(c, next) {
    // Escaped twice it decodes to harmless letters; decoded once, this is how it looks.
    if (/%00/.test(c.req.url) || !isPlainText(c.req.url)) throw new Refusal('invalid-request');
    const headers = readHeaders.map((name) => c.req.header(name) ?? '');
    if (!headers.every(isPlainText)) throw new Refusal('invalid-request');
    await next();
  };
}
