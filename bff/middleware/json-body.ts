import type { MiddlewareHandler } from 'hono';
import { Refusal } from '../errors/refusal.ts';
import { parsePlainJson } from '../portal/plain-json.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Refuses bodies that two parsers could read differently (RFC 8259 section 8.1: UTF-8 without a byte
 * order mark). Empty ones pass: whether a route needs a body is its schema's business.
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
    parsePlainJson(decoder.decode(bytes));
  } catch (cause) {
    throw new Refusal('invalid-request', {}, { cause });
  }
}
