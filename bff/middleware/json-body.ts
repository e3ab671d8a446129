import type { MiddlewareHandler } from 'hono';
import { Refusal } from '../errors/refusal.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * JSON that means one thing to everybody (RFC 8259 sections 8.1 and 8.2): UTF-8 without a byte order
 * mark, no lone surrogates, and no key that means something to the language instead of to us.
 */
export function jsonBody(): MiddlewareHandler {
  return async function jsonBody(c, next) {
    if (/^application\/json\b/i.test(c.req.header('Content-Type') ?? '')) {
      const bytes = await c.req.arrayBuffer();
      if (bytes.byteLength > 0) assertPlainJson(bytes);
    }
    await next();
  };
}

function assertPlainJson(bytes: ArrayBuffer): void {
  try {
    JSON.parse(decoder.decode(bytes), assertPlain);
  } catch (cause) {
    throw new Refusal('invalid-request', {}, { cause });
  }
}

function assertPlain(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new TypeError('key __proto__');
  if (!key.isWellFormed()) throw new TypeError('key with a lone surrogate');
  if (typeof value === 'string' && !value.isWellFormed())
    throw new TypeError('text with a lone surrogate');
  return value;
}
