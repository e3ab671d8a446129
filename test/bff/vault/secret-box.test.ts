import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyRing, type RingKey } from '../../../bff/vault/key-ring.ts';
import { SecretBox } from '../../../bff/vault/secret-box.ts';
import type { VaultRow } from '../../../bff/vault/vault.ts';
import { VaultError } from '../../../bff/vault/vault-error.ts';

const keys = [1, 2, 3].map((version) => ({ version, key: randomBytes(32) }));
const fingerprintKey = randomBytes(32);
const box = boxOf('test', keys);
const row: VaultRow = {
  corporationId: 'C-1',
  tokenId: 'AB0000000001',
  kind: 'totp',
  algorithm: 'sha1',
  digits: 6,
  period: 30,
};
const refused = new VaultError('not-authentic');

const rows = fc.record<VaultRow>({
  corporationId: fc.constantFrom('C-1', 'C-2', 'C-3'),
  tokenId: fc.constantFrom('AB0000000001', 'AB0000000002', 'AB0000000003'),
  kind: fc.constantFrom('totp', 'hotp'),
  algorithm: fc.constantFrom('sha1', 'sha256', 'sha512'),
  digits: fc.constantFrom(6, 8),
  period: fc.constantFrom(0, 30, 60),
});

describe('the secret box', () => {
  it('opens what it sealed for the same row', () => {
    const secret = randomBytes(20);
    const { sealed, keyVersion } = box.seal(row, secret);
    expect(keyVersion).toBe(3);
    expect(sealed).toHaveLength(12 + 20 + 16);
    expect(box.open(row, sealed, keyVersion)).toEqual(new Uint8Array(secret));
  });

  it('seals the same secret differently each time', () => {
    const secret = randomBytes(20);
    expect(box.seal(row, secret).sealed).not.toEqual(box.seal(row, secret).sealed);
  });

  it('refuses 1,000 random swaps between rows (A124)', () => {
    const pairs = fc.tuple(rows, rows).filter(([a, b]) => JSON.stringify(a) !== JSON.stringify(b));
    const swap = fc.property(pairs, ([from, to]) => {
      const { sealed, keyVersion } = box.seal(from, randomBytes(20));
      expect(() => box.open(to, sealed, keyVersion)).toThrow(refused);
    });
    fc.assert(swap, { numRuns: 1000 });
  });

  it('refuses every change of a single bit', () => {
    const { sealed, keyVersion } = box.seal(row, randomBytes(20));
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = sealed.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(() => box.open(row, changed, keyVersion)).toThrow(refused);
    }
  });

  it('refuses a truncated tag and a truncated box', () => {
    const { sealed, keyVersion } = box.seal(row, randomBytes(20));
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => box.open(row, sealed.subarray(0, length), keyVersion)).toThrow(refused);
  });

  it('refuses another key version and another environment', () => {
    const { sealed, keyVersion } = box.seal(row, randomBytes(20));
    const elsewhere = boxOf('copy', keys);
    expect(() => box.open(row, sealed, 1)).toThrow(refused);
    expect(() => box.open(row, sealed, 9)).toThrow(new VaultError('unknown-key', ['version 9']));
    expect(() => elsewhere.open(row, sealed, keyVersion)).toThrow(refused);
  });

  it('opens what an older key sealed', () => {
    const secret = randomBytes(32);
    const before = boxOf('test', keys.slice(0, 1));
    const { sealed, keyVersion } = before.seal(row, secret);
    expect(box.open(row, sealed, keyVersion)).toEqual(new Uint8Array(secret));
  });

  it('refuses fields that would blur the row', () => {
    const blurred = { ...row, corporationId: 'C-1|AB0000000001' };
    expect(() => box.seal(blurred, randomBytes(20))).toThrow(new VaultError('bad-row'));
  });

  it('tells equal secrets by their fingerprint alone (A16)', () => {
    const [secret, other] = [randomBytes(20), randomBytes(20)];
    expect(box.fingerprint(secret)).toBe(box.fingerprint(Uint8Array.from(secret)));
    expect(box.fingerprint(secret)).not.toBe(box.fingerprint(other));
    expect(box.fingerprint(secret)).toMatch(/^[0-9a-f]{8}\.[0-9a-f]{64}$/);
  });
});

describe('a fingerprint', () => {
  const secret = randomBytes(20);

  it('stays when the keys of the ring are added to, dropped or replaced', () => {
    const [first, , third] = keys;
    const rings = [
      keys.slice(0, 1),
      [first, third],
      [third],
      [{ version: 4, key: randomBytes(32) }],
    ];
    for (const ring of rings) {
      const other = boxOf(
        'test',
        ring.filter((key) => key !== undefined),
      );
      expect(other.fingerprint(secret)).toBe(box.fingerprint(secret));
      expect(other.isOwnFingerprint(box.fingerprint(secret))).toBe(true);
    }
  });

  it('is known as another key or environment made it', () => {
    const others = [
      new SecretBox(new KeyRing('test', keys, randomBytes(32))),
      boxOf('copy', keys),
    ].map((other) => other.fingerprint(secret));
    for (const other of [...others, 'ab'.repeat(32), ''])
      expect(box.isOwnFingerprint(other)).toBe(false);
  });
});

describe('a mark', () => {
  const marked = box.mark('C-1', 'what was sent');

  it('recognises what was sent and nothing else', () => {
    expect(marked).toMatch(/^3\.[0-9a-f]{64}$/);
    expect(box.isMark(marked, 'C-1', 'what was sent')).toBe(true);
    expect(box.isMark(marked, 'C-1', 'what was sent!')).toBe(false);
    expect(box.isMark(marked, 'C-2', 'what was sent')).toBe(false);
    for (const other of ['', '3', '3.', 'x', '9.00', marked.slice(0, -1), `2${marked.slice(1)}`]) {
      expect(box.isMark(other, 'C-1', 'what was sent'), other).toBe(false);
    }
  });

  it('survives a key that is added, not one that is gone', () => {
    const added = { version: 4, key: randomBytes(32) };
    const after = boxOf('test', [...keys, added]);
    expect(after.isMark(marked, 'C-1', 'what was sent')).toBe(true);
    const without = boxOf('test', [...keys.slice(0, 2), added]);
    expect(without.isMark(marked, 'C-1', 'what was sent')).toBe(false);
  });

  it('is another under every key and environment', () => {
    const others = [boxOf('test', [{ version: 3, key: randomBytes(32) }]), boxOf('other', keys)];
    for (const other of others) expect(other.mark('C-1', 'what was sent')).not.toBe(marked);
  });
});

function boxOf(environment: string, ring: readonly RingKey[]): SecretBox {
  return new SecretBox(new KeyRing(environment, ring, fingerprintKey));
}
