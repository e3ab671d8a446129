// The portal's key set over a real line: down, slow, garbage, rotated, and asked for no more than needed.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { hour, minute, second } from '../../../bff/durations.ts';
import { createLog } from '../../../bff/log.ts';
import { createAssertionVerifier } from '../../../bff/portal/assertion.ts';
import { createTestPortal, type TestPortal } from '../../support/portal.ts';

const portal = await createTestPortal();
/** As good as the first, but for its key, which nobody has published yet. */
const rotated = await createTestPortal();

describe('the fetched keys of the portal', () => {
  test('are asked for once in ten minutes', async () => {
    await using line = await openLine();
    for (const wait of [0, 9 * minute, 59 * second]) {
      line.advance(wait);
      expect(await line.verdict()).toBe('vouched');
    }
    expect(line.asked).toBe(1);
    line.advance(second);
    expect(await line.verdict()).toBe('vouched');
    expect(line.asked).toBe(2);
  });

  test.each(troubles())('serve for a day while the portal answers %s (A63)', async (_, trouble) => {
    await using line = await openLine();
    expect(await line.verdict()).toBe('vouched');
    line.answer = trouble;
    line.advance(24 * hour - second);
    expect(await line.verdict()).toBe('vouched');
    line.advance(second);
    expect(await line.verdict()).toBe('portal-unavailable');
    line.answer = published(portal);
    expect(await line.verdict()).toBe('portal-unavailable');
    line.advance(30 * second);
    expect(await line.verdict()).toBe('vouched');
    expect(line.told).toContain('portal keys not fetched');
  });

  test.each(troubles())(
    'are unavailable from the start while it answers %s',
    async (_, trouble) => {
      await using line = await openLine(trouble);
      expect(await line.verdict()).toBe('portal-unavailable');
      expect(await line.verdict()).toBe('portal-unavailable');
      expect(line.asked).toBeLessThanOrEqual(1);
      line.answer = published(portal);
      line.advance(30 * second);
      expect(await line.verdict()).toBe('vouched');
    },
  );

  test('are unavailable while nobody listens, and never a session that ended', async () => {
    const gone = await openLine();
    await gone[Symbol.asyncDispose]();
    expect(await gone.verdict()).toBe('portal-unavailable');
  });

  test('are given up on after five seconds, also in the middle of an answer', async () => {
    await using line = await openLine((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('{"keys":[');
    });
    const begun = performance.now();
    expect(await line.verdict()).toBe('portal-unavailable');
    expect(performance.now() - begun).toBeLessThan(15 * second);
  });

  test('take a rotated key in, and let the old one go, at once', async () => {
    await using line = await openLine();
    expect(await line.verdict()).toBe('vouched');
    line.answer = published(rotated);
    line.advance(30 * second);
    expect(await line.verdict(rotated, { kid: 'second' })).toBe('vouched');
    expect(await line.verdict()).toBe('session-ended');
    expect(line.asked).toBe(2);
  });

  test('are asked for once by a flood of unknown key ids', async () => {
    await using line = await openLine();
    expect(await line.verdict()).toBe('vouched');
    line.advance(30 * second);
    const flood = Array.from({ length: 200 }, (_, n) => line.verdict(portal, { kid: `k${n}` }));
    expect(new Set(await Promise.all(flood))).toEqual(new Set(['session-ended']));
    line.advance(29 * second);
    expect(await line.verdict(portal, { kid: 'another' })).toBe('session-ended');
    expect(await line.verdict()).toBe('vouched');
    expect(line.asked).toBe(2);
  });

  test('say of an unknown key that the portal is unavailable, while it is', async () => {
    await using line = await openLine();
    expect(await line.verdict()).toBe('vouched');
    line.answer = (_, response) => response.writeHead(500).end();
    line.advance(30 * second);
    expect(await line.verdict(rotated, { kid: 'second' })).toBe('portal-unavailable');
    expect(await line.verdict()).toBe('vouched');
  });
});

function troubles(): [string, RequestListener][] {
  const said = (status: number, body: string, headers = {}): RequestListener => {
    return (_, response) => response.writeHead(status, headers).end(body);
  };
  const set = JSON.stringify(portal.jwks);
  const secret = JSON.stringify({ keys: [{ ...portal.jwks.keys[0], d: 'AAAA' }] });
  return [
    ['500', said(500, set)],
    ['HTML', said(200, '<!doctype html><title>Sorry</title>', { 'Content-Type': 'text/html' })],
    ['JSON that is no key set', said(200, '{"keys":"none"}')],
    ['a private key', said(200, secret)],
    ['a redirect', said(302, '', { Location: '/elsewhere' })],
    ['more than anybody has keys', said(200, `${' '.repeat(300_000)}${set}`)],
    ['nothing', (_, response) => response.destroy()],
  ];
}

function published({ jwks }: TestPortal): RequestListener {
  const keys = jwks.keys.map((key) => ({
    ...key,
    ...(jwks === rotated.jwks && { kid: 'second' }),
  }));
  return (_, response) => response.end(JSON.stringify({ keys }));
}

/** A portal's server, and a verifier whose monotonic clock the test turns. */
async function openLine(answer = published(portal)) {
  const state = { answer, asked: 0, elapsed: 0, told: '' };
  const server = createServer((request, response) => {
    state.asked += request.url === '/jwks' ? 1 : 0;
    if (request.url === '/jwks') state.answer(request, response);
    else published(portal)(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  const log = createLog('error', { write: (line) => void (state.told += line) });
  const options = { clock: { elapsed: () => state.elapsed }, log };
  const verifier = createAssertionVerifier({ ...portal.config, jwks: { url } }, options);
  return Object.assign(state, {
    advance: (milliseconds: number) => void (state.elapsed += milliseconds),
    verdict: async (signer = portal, header = {}): Promise<string> => {
      const assertion = await signer.assertion({}, header);
      const judged = verifier.verify(assertion, Date.now()).then(() => 'vouched');
      return judged.catch((error: unknown) => (error as { code: string }).code);
    },
    [Symbol.asyncDispose]: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}
