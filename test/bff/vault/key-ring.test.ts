import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KeyRing, type RingKey } from '../../../bff/vault/key-ring.ts';
import { VaultError } from '../../../bff/vault/vault-error.ts';

const one = { version: 1, key: randomBytes(32) };
const two = { version: 2, key: randomBytes(32) };

describe('the key ring', () => {
  it('seals with the highest version', () => {
    expect(new KeyRing('test', [two, one]).current).toBe(2);
  });

  it('derives one key for each corporation', () => {
    const ring = new KeyRing('test', [one]);
    expect(ring.dataKey(1, 'A').equals(ring.dataKey(1, 'A'))).toBe(true);
    expect(ring.dataKey(1, 'A').equals(ring.dataKey(1, 'B'))).toBe(false);
    expect(ring.dataKey(1, 'A').equals(ring.digestKey())).toBe(false);
  });

  it('derives another key in another environment (A107)', () => {
    const [live, copy] = [new KeyRing('live', [one]), new KeyRing('copy', [one])];
    expect(live.dataKey(1, 'A').equals(copy.dataKey(1, 'A'))).toBe(false);
  });

  it('keeps its digest key when a key is added', () => {
    const [before, after] = [new KeyRing('test', [one]), new KeyRing('test', [one, two])];
    expect(after.digestKey().equals(before.digestKey())).toBe(true);
  });

  it('derives the same key after forgetting it', () => {
    const ring = new KeyRing('test', [one]);
    const first = ring.dataKey(1, 'A');
    for (let n = 0; n < 5000; n += 1) ring.dataKey(1, `C${n}`);
    expect(ring.dataKey(1, 'A')).not.toBe(first);
    expect(ring.dataKey(1, 'A').equals(first)).toBe(true);
  });

  it('refuses a version it does not have', () => {
    const ring = new KeyRing('test', [one]);
    expect(() => ring.dataKey(7, 'A')).toThrow(new VaultError('unknown-key'));
  });

  it('lists every fault of its keys at once', () => {
    expect(faultsOf('a|b', [one, one, { version: 0, key: new Uint8Array(31) }])).toEqual([
      'the environment has no usable name',
      'key 2: the version is not unique',
      'key 3: the version is not a positive integer',
      'key 3: has 31 bytes and needs 32',
      'key 3: is one byte repeated',
    ]);
    expect(faultsOf('test', [])).toEqual(['there is no key']);
  });
});

function faultsOf(environment: string, keys: RingKey[]): readonly string[] {
  try {
    new KeyRing(environment, keys);
  } catch (cause) {
    if (cause instanceof VaultError) return cause.faults;
  }
  return [];
}
