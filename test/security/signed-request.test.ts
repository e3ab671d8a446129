// The portal's servers sign what they ask (RFC 9421): a request that somebody made up, changed,
// captured or sent elsewhere is refused, and the answer never tells for which reason (P35).
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { minute, second } from '../../bff/durations.ts';
import { attempt, auditEntry, token, verification } from '../../bff/store/schema/index.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { basePath } from '../support/person.ts';
import {
  type Bent,
  everyPurpose,
  PortalServer,
  type ServerRequest,
} from '../support/portal-server.ts';
import { setUp } from '../support/procedures.ts';

let counter: TestCounter;
let asked: { corporationId: string; customerId: string; code: string };

beforeAll(async () => {
  counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  asked = { corporationId: corporation.corporationId, customerId: 'M1', code: inUse.code() };
});

afterAll(() => counter[Symbol.asyncDispose]());

type Headers = Record<string, string | undefined>;

/** Signed as it should be but for `bent`, then changed on its way by `change`. */
function send(
  bent: Bent = {},
  change: (headers: Headers) => Headers = (headers) => headers,
  elsewhere: Partial<ServerRequest> = {},
): Promise<Response> {
  const { portalServer, serverApp } = counter;
  const request = portalServer.verification(asked, 'key-of-the-request');
  const changed = Object.entries(change(portalServer.sign(request, bent)));
  const headers = changed.filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { method, path, body } = { ...request, ...elsewhere };
  return Promise.resolve(serverApp.request(path, { method, headers, body: body ?? null }));
}

const digestOf = (body: string, algorithm = 'sha256') =>
  createHash(algorithm).update(body).digest('base64');
const seconds = () => Math.floor(counter.clock.now() / second);
const all = [
  '@method',
  '@path',
  '@query',
  'content-type',
  'content-digest',
  'idempotency-key',
] as const;
const without = (name: string) => all.filter((component) => component !== name);
const good = () => `;created=${seconds()};keyid="portal-1";alg="hmac-sha256"`;

const refused: Record<string, () => Promise<Response>> = {
  'no signature': () =>
    send({}, (headers) => ({ ...headers, signature: undefined, 'signature-input': undefined })),
  'a bearer key': () =>
    send({}, ({ 'content-type': type }) => ({
      'content-type': type,
      authorization: 'Bearer AAAA',
    })),
  'no Signature': () => send({}, (headers) => ({ ...headers, signature: undefined })),
  'no Signature-Input': () => send({}, (headers) => ({ ...headers, 'signature-input': undefined })),
  'another key': () => send({ key: randomBytes(32) }),
  'an unknown key id': () => send({ keyId: 'portal-2' }),
  'no key id': () => send({ parameters: `;created=${seconds()};alg="hmac-sha256"` }),
  'a key id that is no string': () =>
    send({ parameters: `;created=${seconds()};keyid=portal-1;alg="hmac-sha256"` }),

  'another path': () => send({}, undefined, { path: '/verifications/' }),
  'a query more': () => send({}, undefined, { path: '/verifications?dry=1' }),
  'another method': () => send({}, undefined, { method: 'PUT' }),
  'another body': () => send({}, undefined, { body: JSON.stringify({ ...asked, purpose: 'x' }) }),
  'another body with its digest': () => {
    const body = JSON.stringify({ ...asked, purpose: 'payment' });
    const digest = `sha-256=:${digestOf(body)}:`;
    return send({}, (headers) => ({ ...headers, 'content-digest': digest }), { body });
  },
  'a body taken away': () => send({}, undefined, { body: undefined }),
  'another idempotency key': () =>
    send({}, (headers) => ({ ...headers, 'idempotency-key': 'another-key' })),
  'another media type': () =>
    send({}, (headers) => ({ ...headers, 'content-type': 'application/json; charset=utf-8' })),
  'an idempotency key taken away': () =>
    send({}, (headers) => ({ ...headers, 'idempotency-key': undefined })),

  'no digest': () => {
    const { portalServer, serverApp } = counter;
    const { method, path, body } = portalServer.verification(asked);
    const headers = portalServer.sign({ method, path });
    return Promise.resolve(serverApp.request(path, { method, headers, body }));
  },
  ...Object.fromEntries(
    [
      ['of another body', () => `sha-256=:${digestOf('{}')}:`],
      ['by SHA-512', (body: string) => `sha-512=:${digestOf(body, 'sha512')}:`],
      ['of two kinds', (body: string) => `sha-256=:${digestOf(body)}:, sha-512=:AAAA:`],
      ['without bytes', () => 'sha-256=::'],
      ['that is a text', (body: string) => `sha-256="${digestOf(body)}"`],
      ['that is none', () => 'sha-256'],
    ].map(([name, digest]) => [
      `a signed digest ${String(name)}`,
      () => {
        const { portalServer, serverApp } = counter;
        const { body, ...request } = portalServer.verification(asked);
        const told = (digest as (body: string) => string)(body);
        const type = { 'content-type': 'application/json', 'content-digest': told };
        const headers = portalServer.sign({ ...request, headers: { ...request.headers, ...type } });
        const { method, path } = request;
        return Promise.resolve(serverApp.request(path, { method, headers, body }));
      },
    ]),
  ),

  ...Object.fromEntries(
    all.map((name) => [`${name} not covered`, () => send({ components: without(name) })]),
  ),
  'nothing covered': () => send({ components: [] }),
  'a component twice': () => send({ components: [...all, '@method'] }),
  'a component twice, another not at all': () =>
    send({ components: [...without('content-digest'), '@method'] }),
  'a component that the request does not have': () => send({ components: [...all, 'date'] }),
  'a component of another kind': () => send({ components: [...all, '@target-uri'] }),
  'a component with a parameter': () =>
    send({}, (headers) => ({
      ...headers,
      'signature-input': headers['signature-input']?.replace('"@method"', '"@method";req'),
    })),

  'no created': () => send({ parameters: ';keyid="portal-1";alg="hmac-sha256"' }),
  'created as a text': () =>
    send({ parameters: `;created="${seconds()}";keyid="portal-1";alg="hmac-sha256"` }),
  'created as a date': () =>
    send({ parameters: `;created=@${seconds()};keyid="portal-1";alg="hmac-sha256"` }),
  'created 61 seconds ago': () => send({ created: seconds() - 61 }),
  'created 11 seconds ahead': () => send({ created: seconds() + 11 }),
  'created in milliseconds': () => send({ created: counter.clock.now() }),
  'created before the epoch': () => send({ created: -1 }),
  'created, moved on after signing': () =>
    send({ created: seconds() - 61 }, (headers) => ({
      ...headers,
      'signature-input': headers['signature-input']?.replace(
        String(seconds() - 61),
        String(seconds()),
      ),
    })),

  'no alg': () => send({ parameters: `;created=${seconds()};keyid="portal-1"` }),
  ...Object.fromEntries(
    ['hmac-sha512', 'HMAC-SHA256', 'ed25519', 'none', ''].map((name) => [
      `alg ${name}`,
      () => send({ parameters: `;created=${seconds()};keyid="portal-1";alg="${name}"` }),
    ]),
  ),
  'a parameter more': () => send({ parameters: `${good()};nonce="a"` }),
  'an end of its own': () => send({ parameters: `${good()};expires=${seconds() + 600}` }),

  'two signatures': () =>
    send({}, (headers) => ({
      ...headers,
      signature: `${headers['signature'] ?? ''}, b=:AAAA:`,
      'signature-input': `${headers['signature-input'] ?? ''}, b=("@method")${good()}`,
    })),
  'a second Signature-Input': () =>
    send({}, (headers) => ({
      ...headers,
      'signature-input': `b=("@method")${good()}, ${headers['signature-input'] ?? ''}`,
    })),
  'labels that differ': () =>
    send({}, (headers) => ({ ...headers, signature: headers['signature']?.replace('sig', 'gis') })),
  'a signature cut short': () => send({}, (headers) => ({ ...headers, signature: 'sig=:AAAA:' })),
  'an empty signature': () => send({}, (headers) => ({ ...headers, signature: 'sig=::' })),
  'a signature that is a text': () =>
    send({}, (headers) => ({ ...headers, signature: 'sig="AAAA"' })),
  ...Object.fromEntries(
    ['', 'sig', 'sig=', 'sig=1', 'sig=(', 'sig=()', '(', '\u00e9', 'sig=(@method)'].map((input) => [
      `Signature-Input ${JSON.stringify(input)}`,
      () => send({}, (headers) => ({ ...headers, 'signature-input': input })),
    ]),
  ),
};

/** Everything that a verification could have changed. */
function everything() {
  return counter.context.database.read(async (tx) => ({
    entries: (await tx.select().from(auditEntry)).length,
    attempts: await tx.select().from(attempt),
    steps: (await tx.select().from(token)).map(({ lastStep }) => lastStep),
    verifications: await tx.select().from(verification),
  }));
}

test.each(Object.entries(refused))('P35 refused, and nothing told: %s', async (_, ask) => {
  const before = await everything();
  const response = await ask();
  expect(response.status).toBe(401);
  const body = (await response.json()) as { instance: string };
  expect({ ...body, instance: '' }).toEqual({
    type: 'urn:otp-madoguchi:problem:signature-refused',
    title: 'The request is not signed by a known client',
    status: 401,
    code: 'signature-refused',
    instance: '',
  });
  expect(await everything()).toEqual(before);
});

test('P35 a captured request opens no other route', async () => {
  const { portalServer, serverApp } = counter;
  const request = portalServer.verification(asked);
  const headers = portalServer.sign(request);
  const { paths = {} } = serverApp.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: '', version: '' },
  });
  const open = ['/livez', '/readyz'];
  const elsewhere = [...Object.keys(paths), '/', '/sessions', '//verifications', '/Verifications'];
  for (const path of elsewhere.filter((other) => ![request.path, ...open].includes(other))) {
    const { method, body } = request;
    const response = await serverApp.request(path, { method, headers, body });
    expect(response.status, path).toBe(401);
  }
});

test('P35 whoever is not signed in as a client learns of no route', async () => {
  const { portalServer, serverApp } = counter;
  expect((await serverApp.request('/nowhere')).status).toBe(401);
  const ask = (method: string, path: string) => portalServer.ask(serverApp, { method, path });
  expect((await ask('GET', '/nowhere')).status).toBe(404);
  expect((await ask('GET', '/verifications')).status).toBe(405);
});

describe('a request that is signed as it should be', () => {
  const taken: Record<string, () => Promise<Response>> = {
    'made 60 seconds ago': () => send({ created: seconds() - 60 }),
    'made 10 seconds ahead': () => send({ created: seconds() + 10 }),
    'with its components in another order': () => send({ components: all.toReversed() }),
    'with its parameters in another order': () =>
      send({ parameters: `;alg="hmac-sha256";keyid="portal-1";created=${seconds()}` }),
    'under another label': () => send({ label: 'otp-1' }),
    'behind a proxy of another name': () =>
      send({}, (headers) => ({ ...headers, host: 'otp.internal', forwarded: 'host=bank.test' })),
  };

  test.each(Object.entries(taken))('is taken %s', async (_, ask) => {
    expect((await ask()).status).toBe(200);
  });

  test('and replayed within its minute is answered the same and charges nothing', async () => {
    const { portalServer, serverApp, clock } = counter;
    const request = portalServer.verification({ ...asked, code: '000000' });
    const headers = portalServer.sign(request);
    const { method, path, body } = request;
    const replay = async () => {
      const response = await serverApp.request(path, { method, headers, body });
      return { ...((await response.json()) as object), instance: '' };
    };
    const first = await replay();
    expect(first).toMatchObject({ code: 'otp-rejected' });
    const before = await everything();
    for (let again = 0; again < 5; again += 1) expect(await replay()).toEqual(first);
    expect(await everything()).toEqual(before);
    clock.advance(minute + second);
    expect(await replay()).toMatchObject({ code: 'signature-refused' });
  });
});

test('P35 two keys are valid while a client changes from one to the other', async () => {
  const [first, second_] = ['portal-1', 'portal-2'].map((keyId) => ({
    keyId,
    key: randomBytes(32),
  }));
  if (first === undefined || second_ === undefined) throw new Error('no keys');
  const both = everyPurpose({ keys: [first, second_] });
  await using rotating = await openCounter({ clients: [both] });
  await using rotated = await openCounter({ clients: [everyPurpose({ keys: [second_] })] });
  const statusOf = async ({ serverApp, clock }: TestCounter, key: typeof first) => {
    const server = new PortalServer(everyPurpose({ keys: [key] }), clock.now);
    return (await server.verify(serverApp, { ...asked, corporationId: 'C9999' })).status;
  };
  expect(await statusOf(rotating, first)).toBe(404);
  expect(await statusOf(rotating, second_)).toBe(404);
  expect(await statusOf(rotated, first)).toBe(401);
  expect(await statusOf(rotated, second_)).toBe(404);
});

test('P35 without clients nobody may ask anything', async () => {
  await using closed = await openCounter({ clients: [] });
  const server = new PortalServer(everyPurpose(), closed.clock.now);
  expect((await server.verify(closed.serverApp, asked)).code).toBe('signature-refused');
});

test('what servers ask is not under the public path, nor the other way round', async () => {
  const { app, serverApp, portalServer } = counter;
  const info = { openapi: '3.1.0', info: { title: '', version: '' } };
  const routesOf = (one: typeof app) => Object.entries(one.getOpenAPI31Document(info).paths ?? {});
  const shared = ['/livez', '/readyz'];
  const asks = (routes: ReturnType<typeof routesOf>) =>
    routes
      .filter(([path]) => !shared.includes(path))
      .flatMap(([path, methods]) => Object.keys(methods ?? {}).map((method) => ({ path, method })));
  const [forServers, forBrowsers] = [asks(routesOf(serverApp)), asks(routesOf(app))];
  expect(forServers.length).toBeGreaterThan(0);
  expect(forBrowsers.length).toBeGreaterThan(10);
  const headers = { 'X-Otp-Client': 'test', Origin: 'https://bank.test' };
  for (const { path, method } of forServers) {
    for (const prefix of ['', '/otp', basePath]) {
      const type = { 'Content-Type': 'application/json' };
      const init = { method: method.toUpperCase(), headers: { ...headers, ...type } };
      expect((await app.request(`${prefix}${path}`, init)).status, prefix + path).toBe(404);
    }
  }
  for (const { path, method } of forBrowsers) {
    const request = { method: method.toUpperCase(), path: path.replaceAll(/[{}]/g, '') };
    expect((await portalServer.ask(serverApp, request)).status, path).toBe(404);
    const short = { ...request, path: request.path.replace(basePath, '') };
    expect((await portalServer.ask(serverApp, short)).status, short.path).toBe(404);
  }
});
