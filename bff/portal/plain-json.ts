import { isPlainText } from '../contract/plain-text.ts';

/** Strings of a JSON text; one that a colon follows is a key. */
const strings = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/**
 * Parses JSON that means one thing to everybody (RFC 8259 sections 4 and 8.2): no name twice in an
 * object, where parsers differ on which one counts; no lone surrogates; no U+0000; no `__proto__`.
 *
 * @throws {SyntaxError} if the text is not JSON, or not plain. Never quotes the text.
 */
export function parsePlainJson(text: string): unknown {
  let kept = 0;
  const value: unknown = parse(text, function assertPlain(this: unknown, key, item: unknown) {
    if (!Array.isArray(this)) kept += 1;
    if (key === '__proto__') throw new SyntaxError('a name that the language uses');
    if (!isPlainText(key) || (typeof item === 'string' && !isPlainText(item)))
      throw new SyntaxError('a lone surrogate or U+0000');
    return item;
  });
  // The reviver also sees the whole text's value, under an empty name.
  if (kept - 1 !== countKeys(text)) throw new SyntaxError('a name twice in one object');
  return value;
}

function countKeys(text: string): number {
  let written = 0;
  for (const [, colon] of text.matchAll(strings)) if (colon !== undefined) written += 1;
  return written;
}

/** The engine's own messages quote the text. */
function parse(text: string, revive: (this: unknown, key: string, item: unknown) => unknown) {
  try {
    return JSON.parse(text, revive) as unknown;
  } catch (cause) {
    if (cause instanceof SyntaxError && cause.message.startsWith('a ')) throw cause;
    throw new SyntaxError('not JSON');
  }
}
