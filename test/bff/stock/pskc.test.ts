import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPskc } from '../../../bff/stock/pskc.ts';
import { makeStockFile } from '../../support/stock-file.ts';
import { figure6, figure6Key, figure6Secret } from './rfc6030.ts';

const preSharedKey = randomBytes(16);
const key = preSharedKey.toString('hex');

describe('stock made by python3-pskc', () => {
  it('is read in clear where that is allowed', () => {
    const bytes = makeStockFile({ count: 3, digits: 8, period: 60, algorithm: 'sha256' });
    const keys = readPskc(bytes, { allowPlain: true });
    expect(keys.map((k) => k.tokenId)).toEqual(['TEST00000001', 'TEST00000002', 'TEST00000003']);
    expect(keys[2]).toMatchObject({
      kind: 'totp',
      algorithm: 'sha256',
      digits: 8,
      period: 60,
      counter: 0n,
      drift: 0,
    });
    expect(keys.map((k) => Buffer.from(k.secret).toString('hex'))).toEqual(secretsOf(bytes));
  });

  it.each(['hmac-sha1', 'hmac-sha256'] as const)('is read encrypted under %s', (mac) => {
    const bytes = makeStockFile({ count: 3, algorithm: 'sha512', key, mac });
    const keys = readPskc(bytes, { preSharedKey });
    expect(keys.map((k) => Buffer.from(k.secret).toString('hex'))).toEqual(secretsOf(bytes));
  });

  it('keeps counters to the last of 63 bits', () => {
    const counter = 2n ** 63n - 1n;
    const [found] = readPskc(makeStockFile({ kind: 'hotp', counter, key }), { preSharedKey });
    expect(found).toMatchObject({ kind: 'hotp', algorithm: 'sha1', period: 0, counter });
  });

  it('is read with two hundred keys at once', () => {
    expect(readPskc(makeStockFile({ count: 200, key }), { preSharedKey })).toHaveLength(200);
  });
});

describe('the container of RFC 6030, figure 6', () => {
  it('opens to the secret that the RFC names', () => {
    const [found] = readPskc(Buffer.from(figure6), { preSharedKey: figure6Key });
    expect(found).toEqual({
      tokenId: '987654321',
      kind: 'hotp',
      algorithm: 'sha1',
      digits: 8,
      period: 0,
      counter: 0n,
      drift: 0,
      secret: new Uint8Array(figure6Secret),
      line: 27,
    });
  });

  it('falls back to the key Id without serial number', () => {
    const text = figure6.replace('<SerialNo>987654321</SerialNo>', '');
    const [found] = readPskc(Buffer.from(text), { preSharedKey: figure6Key });
    expect(found?.tokenId).toBe('12345678');
  });

  it('reads the token id in capitals', () => {
    const text = figure6.replace('987654321', 'ab-12x');
    const [found] = readPskc(Buffer.from(text), { preSharedKey: figure6Key });
    expect(found?.tokenId).toBe('AB-12X');
  });
});

/** What python3-pskc itself takes out of the file. */
function secretsOf(bytes: Uint8Array): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'stock-'));
  const path = join(folder, 'stock.xml');
  writeFileSync(path, bytes);
  const program = [
    'import sys; from pskc import PSKC; p = PSKC(sys.argv[1])',
    'p.encryption.key = bytes.fromhex(sys.argv[2])',
    'print("\\n".join(key.secret.hex() for key in p.keys))',
  ].join('\n');
  try {
    const output = execFileSync('/usr/bin/python3', ['-c', program, path, key]);
    return output.toString().trim().split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
