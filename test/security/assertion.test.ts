// P22, A49 to A53, A64: the portal's word counts only when it is the portal's, for us, now and of the
// right kind. Every mutant is signed as far as signing goes, so that its own fault must be seen.
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWTHeaderParameters,
} from 'jose';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../bff/errors/refusal.ts';
import { createAssertionVerifier } from '../../bff/portal/assertion.ts';
import { portalAlgorithms } from '../../bff/portal/portal-config.ts';
import { createTestPortal, goodClaims, type Overrides } from '../support/portal.ts';

const now = Date.UTC(2026, 3, 1, 9);
const seconds = now / 1000;
const portal = await createTestPortal({ now: () => now });
const verifier = createAssertionVerifier(portal.config);

async function refusalOf(assertion: string, at = now): Promise<unknown> {
  return verifier.verify(assertion, at).catch((error: unknown) => error);
}

async function expectRefused(assertion: string, at?: number): Promise<void> {
  const refusal = await refusalOf(assertion, at);
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ code: 'session-ended', facts: {} });
}

function raw(claims: Overrides): string {
  return JSON.stringify({ ...goodClaims(now), ...claims });
}

const claimMutants: [string, Overrides][] = [
  ['A50: another audience', { aud: 'other-service' }],
  ['A50: our audience among others', { aud: ['otp-madoguchi', 'other-service'] }],
  ['A50: our audience in a list', { aud: ['otp-madoguchi'] }],
  ['A50: our audience in upper case', { aud: 'OTP-MADOGUCHI' }],
  ['A50: no audience', { aud: undefined }],
  ['another issuer', { iss: 'https://portal.test.evil' }],
  ['our issuer with a slash', { iss: 'https://portal.test/' }],
  ['a list of issuers', { iss: ['https://portal.test'] }],
  ['no issuer', { iss: undefined }],
  ['A51: exp as text', { exp: String(seconds + 60) }],
  ['A51: no exp', { exp: undefined }],
  ['A51: exp null, as NaN is written', { exp: Number.NaN }],
  ['A51: exp with a fraction', { exp: seconds + 0.5 }],
  ['A51: exp beyond safe integers', { exp: 1e300 }],
  ['A51: negative exp', { exp: -1 }],
  ['A51: exp as a list', { exp: [seconds + 60] }],
  ['A51: exp true', { exp: true }],
  ['expired eleven seconds ago', { iat: seconds - 50, nbf: seconds - 50, exp: seconds - 11 }],
  ['expired just at the skew', { iat: seconds - 50, nbf: seconds - 50, exp: seconds - 10 }],
  ['life of 61 seconds', { exp: seconds + 61 }],
  ['life of a day', { exp: seconds + 86_400 }],
  ['no life at all', { exp: seconds }],
  ['exp before iat', { iat: seconds + 5, exp: seconds + 4 }],
  ['nbf in eleven seconds', { nbf: seconds + 11 }],
  ['nbf in a minute', { nbf: seconds + 61 }],
  ['nbf as text', { nbf: String(seconds) }],
  ['no nbf', { nbf: undefined }],
  ['iat in eleven seconds', { iat: seconds + 11, exp: seconds + 60 }],
  ['no iat', { iat: undefined }],
  ['iat as text', { iat: String(seconds) }],
  ['auth_time in the future', { auth_time: seconds + 11 }],
  ['auth_time as text', { auth_time: String(seconds) }],
  ['auth_time zero', { auth_time: 0 }],
  ['no auth_time', { auth_time: undefined }],
  ['A53: no corp_id', { corp_id: undefined }],
  ['A53: corp_id as a list', { corp_id: ['C0001'] }],
  ['A53: corp_id as a number', { corp_id: 1 }],
  ['A53: corp_id empty', { corp_id: '' }],
  ['A53: corp_id null', { corp_id: null }],
  ['A53: corp_id with a line end', { corp_id: 'C0001\n' }],
  ['A53: corp_id too long', { corp_id: 'C'.repeat(65) }],
  ['no sub', { sub: undefined }],
  ['sub as an object', { sub: { toString: 'M1' } }],
  ['sub with a space', { sub: 'M1 M2' }],
  ['sub in full width', { sub: 'Ｍ１' }],
  ['no role', { role: undefined }],
  ['an unknown role', { role: 'operator' }],
  ['role in upper case', { role: 'MASTER' }],
  ['two roles', { role: ['user', 'master'] }],
  ['no sid', { sid: undefined }],
  ['A64: no jti', { jti: undefined }],
  ['A64: jti as a number', { jti: 7 }],
  ['A64: jti too long', { jti: 'x'.repeat(129) }],
];

const headerMutants: [string, Overrides][] = [
  ['another typ', { typ: 'JWT' }],
  ['typ in upper case', { typ: 'OTP-ASSERTION+JWT' }],
  ['typ as a media type', { typ: 'application/otp-assertion+jwt' }],
  ['no typ', { typ: undefined }],
  ['an access token', { typ: 'at+jwt' }],
  ['a logout token', { typ: 'logout+jwt' }],
  ['an unknown kid', { kid: 'test-2' }],
  ['kid as a path', { kid: '../../dev/null' }],
  ['a jku', { jku: 'https://evil.test/jwks' }],
  ['an x5u', { x5u: 'https://evil.test/cert' }],
  ['a jwk of its own', { jwk: portal.jwks.keys[0] }],
  ['an x5c', { x5c: ['MII='] }],
  ['a cty', { cty: 'JWT' }],
  ['an unknown header', { tenant: 'C0001' }],
];

const payloads: [string, string][] = [
  ['a corp_id twice', raw({}).replace('{', '{"corp_id":"C0002",')],
  ['a role twice, once escaped', raw({ role: 'user' }).replace('}', ',"r\\u006fle":"master"}')],
  ['__proto__ for claims', raw({}).replace('{', '{"__proto__":{"role":"master"},')],
  ['exp of 1e400', raw({}).replace(/"exp":\d+/, '"exp":1e400')],
  ['a lone surrogate', raw({}).replace('"M1"', '"\\ud800"')],
  ['a byte order mark', `\ufeff${raw({})}`],
  ['a list', `[${raw({})}]`],
  ['text', '"master"'],
  ['null', 'null'],
  ['nothing', ''],
  ['half an object', raw({}).slice(0, -1)],
  ['ten thousand levels', '['.repeat(5_000)],
];

describe('an assertion is refused', () => {
  test.each(claimMutants)('for its claims: %s', async (_, claims) => {
    await expectRefused(await portal.assertion(claims));
  });

  test.each(headerMutants)('A49: for its header: %s', async (_, header) => {
    await expectRefused(await portal.assertion({}, header));
  });

  test.each(payloads)('for its payload: %s', async (_, payload) => {
    await expectRefused(await portal.sign(payload));
  });

  test('A49: with the algorithm none, however it is spelt', async () => {
    const [header, payload] = (await portal.assertion()).split('.');
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '']) {
      const forged = Buffer.from(JSON.stringify({ alg, typ: 'otp-assertion+jwt' }));
      await expectRefused(`${forged.toString('base64url')}.${payload}.`);
      await expectRefused(`${header}.${payload}.`);
    }
  });

  test('A49: when the public key is used as an HMAC secret', async () => {
    const key = await importJWK(portal.jwks.keys[0] ?? {}, 'ES256', { extractable: true });
    const secret = new TextEncoder().encode(await exportSPKI(key as CryptoKey));
    const header = { alg: 'HS256', typ: 'otp-assertion+jwt', kid: 'test-1' };
    await expectRefused(await signed(header, secret));
  });

  test('A49: when signed by another key of a permitted algorithm', async () => {
    for (const alg of portalAlgorithms) {
      const { privateKey } = await generateKeyPair(alg);
      await expectRefused(
        await signed({ alg, typ: 'otp-assertion+jwt', kid: 'test-1' }, privateKey),
      );
    }
  });

  test('A49: when signed by another of the portal’s keys, of another kind', async () => {
    // Published beside the first without its algorithm: then the header alone would say it.
    for (const alg of ['PS256', 'EdDSA', 'ES384'] as const) {
      const { publicKey, privateKey } = await generateKeyPair(alg);
      const keys = [...portal.jwks.keys, { ...(await exportJWK(publicKey)), kid: 'other' }];
      const published = createAssertionVerifier({ ...portal.config, jwks: { keys } });
      const forged = await signed({ alg, typ: 'otp-assertion+jwt', kid: 'other' }, privateKey);
      await expect(published.verify(forged, now)).rejects.toMatchObject({ code: 'session-ended' });
      await published.verify(await portal.assertion(), now);
    }
  });

  test('when a bit of it is changed or it is no JWS', async () => {
    const good = await portal.assertion();
    const [header = '', payload = '', signature = ''] = good.split('.');
    const flipped = `${payload.startsWith('A') ? 'B' : 'A'}${payload.slice(1)}`;
    const forms = [
      '',
      '.',
      '..',
      '....',
      'Basic x',
      `Bearer ${good}`,
      ` ${good}`,
      `${good}.`,
      `${header}.${payload}`,
      `${header}.${flipped}.${signature}`,
      `${header}..${signature}`,
      `${header}.${payload}.${signature.slice(2)}`,
      `${header}.${payload}.${'A'.repeat(86)}`,
      `${header}.a.b.c.${signature}`,
      JSON.stringify({ protected: header, payload, signature }),
      'A'.repeat(1_000_000),
    ];
    for (const form of forms) await expectRefused(form);
  });

  test('from 8 KiB on, even if it is well signed', async () => {
    await expectRefused(await portal.assertion({ note: 'x'.repeat(8 * 1024) }));
  });
});

describe('an assertion is accepted', () => {
  test('from exactly the skew before to the skew after its time', async () => {
    const good = await portal.assertion();
    for (const at of [-10_000, 0, 60_000, 69_999]) {
      const vouched = await verifier.verify(good, now + at);
      expect(vouched).toMatchObject({ corporationId: 'C0001', customerId: 'M1', master: true });
    }
    await expectRefused(good, now - 10_001);
    await expectRefused(good, now + 70_000);
  });

  test.each(portalAlgorithms)('under the one algorithm of its portal: %s', async (algorithm) => {
    const other = await createTestPortal({ algorithm, now: () => now });
    const vouched = await createAssertionVerifier(other.config).verify(
      await other.assertion(),
      now,
    );
    expect(vouched.authenticatedAt).toBe(now);
  });

  test('with claims of the portal that are none of ours', async () => {
    const assertion = await portal.assertion({ acr: 'urn:bank:loa3', branch: { code: '001' } });
    expect((await verifier.verify(assertion, now)).portalSessionId).toBe('portal-session');
  });
});

describe('keys that are fetched', () => {
  test('A62: a flood of unknown keys fetches them once', async () => {
    let fetched = 0;
    await using server = await serveKeys(() => {
      fetched += 1;
      return JSON.stringify(portal.jwks);
    });
    const remote = createAssertionVerifier({ ...portal.config, jwks: { url: server.url } });
    for (let i = 0; i < 30; i += 1) {
      const unknown = await portal.assertion({}, { kid: `flood-${i}` });
      await expect(remote.verify(unknown, now)).rejects.toMatchObject({ code: 'session-ended' });
    }
    await expect(remote.verify(await portal.assertion(), now)).resolves.toBeDefined();
    expect(fetched).toBe(1);
  });

  test('A63: an endpoint that answers with a page vouches for nobody', async () => {
    await using server = await serveKeys(() => '<!doctype html><title>Maintenance</title>');
    const remote = createAssertionVerifier({ ...portal.config, jwks: { url: server.url } });
    const refused = remote.verify(await portal.assertion(), now);
    await expect(refused).rejects.toMatchObject({ code: 'portal-unavailable' });
  });
});

function signed(header: JWTHeaderParameters, key: CryptoKey | Uint8Array): Promise<string> {
  return new SignJWT(goodClaims(now)).setProtectedHeader(header).sign(key);
}

async function serveKeys(body: () => string) {
  const server = createServer((_, answer) => answer.end(body()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/jwks`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
