import type { HonoRequest, MiddlewareHandler } from 'hono';
import { Refusal } from '../errors/refusal.ts';
import { parsePlainJson } from '../portal/plain-json.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Refuses bodies that two parsers could read differently (RFC 8259 section 8.1: UTF-8 without a byte
 * order mark). Empty ones pass: whether a route needs a body is its schema's business. Whoever reads
 * the body later gets the very text that was judged here.
 */
export function jsonBody(): MiddlewareHandler {
  return async function jsonBody(c, next) {
    if (/^application\/json\b/i.test(c.req.header('Content-Type') ?? '')) {
      const bytes = await c.req.arrayBuffer();
      if (bytes.byteLength > 0) keepText(c.req, plainText(bytes));
    }
    await next();
  };
}

/**
 * The framework would decode the bytes once more, by way of a `Response`. What it declares as a text
 * it keeps as the promise of one.
 */
function keepText({ bodyCache }: HonoRequest, text: string): void {
  Object.assign(bodyCache, { text: Promise.resolve(text) });
}

function plainText(bytes: ArrayBuffer): string {
  try {
    const text = decoder.decode(bytes);
    parsePlainJson(text);
    return text;
  } catch (cause) {
    throw new Refusal('invalid-request', {}, { cause });
  }
}
