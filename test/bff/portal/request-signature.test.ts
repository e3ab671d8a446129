import { spawnSync } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSignature } from '../../../bff/portal/read-signature.ts';
import { isCurrent, RequestSignatures } from '../../../bff/portal/request-signature.ts';
import { type SignableRequest, signatureBase } from '../../../bff/portal/signature-base.ts';
import { SignatureFault } from '../../../bff/portal/signature-fault.ts';
import { everyPurpose, PortalServer } from '../../support/portal-server.ts';

const now = Date.UTC(2026, 3, 1, 9);
const body = '{"purpose":"transfer"}';

function signable(
  method: string,
  target: string,
  headers: Record<string, string>,
): SignableRequest {
  const [path = '', ...query] = target.split('?');
  const field = (name: string) => headers[name];
  return { method, path, query: query.map((part) => `?${part}`).join(''), field };
}

describe('the signature base', () => {
  // RFC 9421 appendix B.2.5, with the shared secret of B.1.5.
  test('gives the signature of the standard', () => {
    const headers: Record<string, string> = {
      date: 'Tue, 20 Apr 2021 02:07:55 GMT',
      '@authority': 'example.com',
      'content-type': 'application/json',
    };
    const parameters =
      '("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"';
    const request = signable('POST', '/foo?param=Value&Pet=dog', headers);
    const base = signatureBase(request, Object.keys(headers), parameters);
    const key = Buffer.from(
      'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==',
      'base64',
    );
    expect(createHmac('sha256', key).update(base).digest('base64')).toBe(
      'pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=',
    );
  });

  test('is the same to a second implementation', () => {
    const targets = ['/verifications', '/sessions/a%20b', '/', '/a?', '/a?b=c&d=%2F', '/a?x?y'];
    const keys = ['12345678', '!~"#-key', 'a'.repeat(64), ' spaced out '];
    const made = targets.flatMap((target) =>
      keys.map((idempotencyKey) => {
        const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
        const components = ['@query', 'idempotency-key', '@method', '@path', 'content-type'];
        const parameters = ';alg="hmac-sha256";created=1618884473;keyid="a.b_c-1"';
        const key = randomBytes(32);
        return { method: 'POST', target, headers, components, parameters, key };
      }),
    );
    const ours = made.map(({ method, target, headers, components, parameters, key }) => {
      const covered = `(${components.map((name) => `"${name}"`).join(' ')})${parameters}`;
      const read = readSignature(`sig=${covered}`, 'sig=:AAAA:');
      const base = signatureBase(
        signable(method, target, headers),
        read.components,
        read.parameters,
      );
      return createHmac('sha256', key).update(base).digest('base64');
    });
    const asked = made.map((one) => JSON.stringify({ ...one, key: one.key.toString('base64') }));
    const script = join(import.meta.dirname, 'mac.py');
    const { stdout } = spawnSync('python3', [script], { input: asked.join('\n') });
    expect(ours).toEqual(String(stdout).trim().split('\n'));
  });
});

describe('a request', () => {
  const client = everyPurpose();
  const server = new PortalServer(client, () => now);

  function check(signatures: RequestSignatures, bent: Parameters<PortalServer['sign']>[1]) {
    const request = server.verification({}, 'key-of-the-request');
    const headers = server.sign(request, bent);
    const bytes = Buffer.from(request.body);
    try {
      return signatures.verify(signable(request.method, request.path, headers), bytes).client.id;
    } catch (error) {
      return error instanceof SignatureFault ? error.reason : error;
    }
  }

  test('costs as much work whether its key id is known or not', () => {
    const lengths: number[] = [];
    const signatures = new RequestSignatures([client], (key, base) => {
      lengths.push(key.symmetricKeySize ?? 0);
      return createHmac('sha256', key).update(base).digest();
    });
    expect(check(signatures, {})).toBe('portal');
    expect(check(signatures, { key: randomBytes(32) })).toBe('mismatch');
    expect(check(signatures, { keyId: 'unknown' })).toBe('mismatch');
    expect(check(signatures, { keyId: '__proto__' })).toBe('mismatch');
    expect(lengths).toEqual([32, 32, 32, 32]);
  });

  test('is not taken for a key of zeros, nor for none', () => {
    const signatures = new RequestSignatures([client]);
    for (const key of [Buffer.alloc(0), Buffer.alloc(32)])
      for (const keyId of ['portal-1', 'unknown', ''])
        expect(check(signatures, { key, keyId })).toBe('mismatch');
  });

  test('without a body needs no digest, and one that it has must be right', () => {
    const signatures = new RequestSignatures([client]);
    const verify = (headers: Record<string, string>, sent: string) =>
      signatures.verify(signable('DELETE', '/sessions/a', headers), Buffer.from(sent)).client.id;
    const request = { method: 'DELETE', path: '/sessions/a' };
    expect(verify(server.sign(request), '')).toBe('portal');
    expect(() => verify(server.sign(request), body)).toThrow(SignatureFault);
    const digest = createHash('sha256').update(body).digest('base64');
    const headers = server.sign({
      ...request,
      headers: { 'content-digest': `sha-256=:${digest}:` },
    });
    expect(() => verify(headers, '')).toThrow(SignatureFault);
    expect(verify(headers, body)).toBe('portal');
  });
});

test.each([
  [-61, false],
  [-60, true],
  [0, true],
  [10, true],
  [11, false],
  [Number.NaN, false],
])('a request signed %d seconds from now is taken: %s', (seconds, taken) => {
  expect(isCurrent(now + seconds * 1000, now)).toBe(taken);
});
