import { describe, expect, test } from 'vitest';
import { jsonBody } from '../../../bff/middleware/json-body.ts';
import { limits, longestBody } from '../../../bff/middleware/limits.ts';
import { createMiddlewareApp } from '../../support/middleware-app.ts';

function createApp() {
  const { app } = createMiddlewareApp();
  app.use(limits());
  app.use(jsonBody());
  app.post('/', async (c) => c.json({ characters: (await c.req.text()).length }));
  return app;
}

function post(body: RequestInit['body'], headers: Record<string, string> = {}): Promise<Response> {
  const init = { method: 'POST', body, headers, duplex: 'half' };
  return Promise.resolve(createApp().request('/', init));
}

/** A body of unknown length, as a chunked one is. */
function chunked(chunks: number, size = 1024): ReadableStream<Uint8Array> {
  let left = chunks;
  return new ReadableStream({
    pull(controller) {
      if (left === 0) controller.close();
      else controller.enqueue(new Uint8Array(size).fill(32));
      left -= 1;
    },
  });
}

describe('the length of a body', () => {
  test('may be exactly sixteen kibibytes', async () => {
    const response = await post(' '.repeat(longestBody));
    expect(await response.json()).toEqual({ characters: 16_384 });
    expect((await post(chunked(16))).status).toBe(200);
  });

  test('A59: one byte more is refused, announced or not', async () => {
    const announced = { 'Content-Length': String(longestBody + 1) };
    expect((await post(' '.repeat(longestBody + 1), announced)).status).toBe(413);
    expect((await post(' '.repeat(longestBody + 1))).status).toBe(413);
    expect((await post(chunked(17))).status).toBe(413);
  });

  test('A59: an endless body is given up at the limit', async () => {
    expect((await post(chunked(Number.POSITIVE_INFINITY))).status).toBe(413);
  });

  test('refuses its own construction without a length', () => {
    for (const bytes of [0, -1, 0.5, Number.NaN])
      expect(() => limits({ longestBody: bytes })).toThrow(RangeError);
  });
});

describe('a JSON body', () => {
  const json = { 'Content-Type': 'application/json' };
  const ambiguous = [
    ['A60: __proto__', '{"__proto__":{"polluted":true}}'],
    ['A60: __proto__ escaped', String.raw`{"\u005f_proto__":{"polluted":true}}`],
    ['A60: __proto__ deep inside', '{"a":[{"b":{"__proto__":1}}]}'],
    ['a name twice', '{"code":"1","code":"2"}'],
    ['a name twice, once escaped', String.raw`{"code":"1","\u0063ode":"2"}`],
    ['a name twice deep inside', '[{"a":{"b":1,"b":1}}]'],
    ['a lone surrogate', String.raw`{"name":"\ud800"}`],
    ['a lone surrogate as a name', String.raw`{"\udc00":1}`],
    ['a byte order mark', '\ufeff{"code":"1"}'],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
    ['two values', '{} {}'],
    ['depth of ten thousand', '['.repeat(10_000)],
    ['depth of eight thousand, closed', '['.repeat(8_000) + ']'.repeat(8_000) + 'x'],
    ['comments', '{/**/}'],
  ] as const;

  test.each(ambiguous)('P31: is refused with %s', async (_, body) => {
    const response = await post(body, json);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'invalid-request' });
    expect('polluted' in {}).toBe(false);
  });

  test('passes with quotes, colons and braces in its texts', async () => {
    const plain = { 'a":': '":{"a":', b: ['\\"', '\\'], 'a"': { a: '名前 😀', c: [{ c: 1 }, {}] } };
    const text = JSON.stringify(plain);
    expect(await (await post(text, json)).json()).toEqual({ characters: text.length });
  });

  test('may be missing, which is for its route to judge', async () => {
    expect((await post(null, json)).status).toBe(200);
  });
});
