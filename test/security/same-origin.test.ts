// P29, A58: every combination of what a browser, a form, a foreign page or a server can send. The
// rule is written once more here, as a table of what is right, and held against all of them.
import { describe, expect, test } from 'vitest';
import { sameOrigin } from '../../bff/middleware/same-origin.ts';
import { createMiddlewareApp } from '../support/middleware-app.ts';

interface Case {
  method: string;
  path: string;
  origin: string | undefined;
  site: string | undefined;
  type: string | undefined;
  client: string | undefined;
}

const ours = 'https://portal.test';
const methods = ['POST', 'PUT', 'PATCH', 'DELETE'];
const paths = ['/intents', '/session'];
const origins = [
  ours,
  undefined,
  'null',
  '',
  'http://portal.test',
  'https://portal.test:8443',
  'https://evil.portal.test',
  'https://portal.test.evil.test',
  'https://portal.test/',
  'HTTPS://PORTAL.TEST',
];
const sites = ['same-origin', undefined, 'same-site', 'cross-site', 'none', ''];
const types = [
  'application/json',
  'application/json; charset=utf-8',
  'APPLICATION/JSON',
  undefined,
  '',
  'text/plain',
  'text/plain; application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json, text/plain',
  'application/json; charset=utf-16',
  'application/jsonx',
];
const clients = ['1', undefined];

const cases: Case[] = methods.flatMap((method) =>
  paths.flatMap((path) =>
    origins.flatMap((origin) =>
      sites.flatMap((site) =>
        types.flatMap((type) =>
          clients.map((client) => ({ method, path, origin, site, type, client })),
        ),
      ),
    ),
  ),
);

const jsonTypes: unknown[] = types.slice(0, 3);

/** What must be answered, as the table of P29 has it. */
function expected({ method, path, origin, site, type, client }: Case): number {
  const browser = origin === ours && (site === 'same-origin' || site === undefined);
  const server =
    method === 'POST' && path === '/session' && origin === undefined && site === undefined;
  if (client === undefined || !(browser || server)) return 403;
  const noBody = method === 'DELETE' && type === undefined;
  return noBody || jsonTypes.includes(type) ? 204 : 415;
}

function createApp() {
  const { app } = createMiddlewareApp();
  const reached: string[] = [];
  app.use(sameOrigin({ origins: [ours], serverPaths: ['/session'] }));
  app.all('*', (c) => {
    reached.push(c.req.method);
    return c.body(null, 204);
  });
  return { app, reached };
}

function headersOf({ origin, site, type, client }: Partial<Case>): Headers {
  const headers = new Headers();
  if (origin !== undefined) headers.set('Origin', origin);
  if (site !== undefined) headers.set('Sec-Fetch-Site', site);
  if (type !== undefined) headers.set('Content-Type', type);
  if (client !== undefined) headers.set('X-Otp-Client', client);
  return headers;
}

describe('same origin', () => {
  test(`A58: of ${cases.length} combinations only the right ones pass`, async () => {
    const { app, reached } = createApp();
    const wrong: (Case & { status: number })[] = [];
    for (const one of cases) {
      const init = { method: one.method, headers: headersOf(one) };
      const { status } = await app.request(one.path, init);
      if (status !== expected(one)) wrong.push({ ...one, status });
    }
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(300);
    expect(reached).toHaveLength(cases.filter((one) => expected(one) === 204).length);
  });

  test('reading needs none of the four signs', async () => {
    const { app } = createApp();
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      expect((await app.request('/members', { method })).status).toBe(204);
  });

  test('A58: a method nobody knows is treated as a change', async () => {
    const { app } = createApp();
    expect((await app.request('/members', { method: 'PURGE' })).status).toBe(403);
  });

  test('A61: a server path counts as a whole, not as a part', async () => {
    const { app } = createApp();
    const headers = headersOf({ type: 'application/json', client: '1' });
    for (const path of [
      '/session/',
      '//session',
      '/session/x',
      '/Session',
      '/x/session',
      '/%73ession/',
    ])
      expect((await app.request(path, { method: 'POST', headers })).status).toBe(403);
  });

  test('refuses its own construction with what is no origin', () => {
    for (const origin of [
      'https://portal.test/',
      'portal.test',
      '*',
      'null',
      'https://portal.test:443',
    ])
      expect(() => sameOrigin({ origins: [origin] })).toThrow(TypeError);
    expect(() => sameOrigin({ origins: [] })).toThrow(TypeError);
  });
});
