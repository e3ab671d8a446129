import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KeyRing, type RingKey } from '../../../bff/vault/key-ring.ts';
import { VaultError } from '../../../bff/vault/vault-error.ts';

const one = { version: 1, key: randomBytes(32) };
const fingerprintKey = randomBytes(32);
const two = { version: 2, key: randomBytes(32) };

describe('the key ring', () => {
  it('seals with the highest version', () => {
    expect(new KeyRing('test', [two, one], fingerprintKey).current).toBe(2);
  });

  it('derives one key for each corporation', () => {
    const ring = new KeyRing('test', [one], fingerprintKey);
    expect(ring.dataKey(1, 'A').equals(ring.dataKey(1, 'A'))).toBe(true);
    expect(ring.dataKey(1, 'A').equals(ring.dataKey(1, 'B'))).toBe(false);
    expect(ring.dataKey(1, 'A').equals(ring.fingerprintKey)).toBe(false);
  });

  it('derives another key in another environment (A107)', () => {
    const [live, copy] = [
      new KeyRing('live', [one], fingerprintKey),
      new KeyRing('copy', [one], fingerprintKey),
    ];
    expect(live.dataKey(1, 'A').equals(copy.dataKey(1, 'A'))).toBe(false);
  });

  it('keeps its fingerprint key whatever keys it has', () => {
    const rings = [[one], [one, two], [two]].map(
      (keys) => new KeyRing('test', keys, fingerprintKey).fingerprintKey,
    );
    expect(rings.map((key) => key.equals(rings[0] ?? key))).toEqual([true, true, true]);
    const other = new KeyRing('test', [one], randomBytes(32)).fingerprintKey;
    expect(rings[0]?.equals(other)).toBe(false);
  });

  it('derives the same key after forgetting it', () => {
    const ring = new KeyRing('test', [one], fingerprintKey);
    const first = ring.dataKey(1, 'A');
    for (let n = 0; n < 5000; n += 1) ring.dataKey(1, `C${n}`);
    expect(ring.dataKey(1, 'A')).not.toBe(first);
    expect(ring.dataKey(1, 'A').equals(first)).toBe(true);
  });

  it('refuses a version it does not have', () => {
    const ring = new KeyRing('test', [one], fingerprintKey);
    expect(() => ring.dataKey(7, 'A')).toThrow(new VaultError('unknown-key', ['version 7']));
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
    expect(faultsOf('test', [one], new Uint8Array(31))).toEqual([
      'the fingerprint key: has 31 bytes and needs 32',
      'the fingerprint key: is one byte repeated',
    ]);
    expect(faultsOf('test', [two, one], Uint8Array.from(one.key))).toEqual([
      'the fingerprint key: is a key of the ring as well',
    ]);
  });
});

function faultsOf(
  environment: string,
  keys: RingKey[],
  fingerprint: Uint8Array = fingerprintKey,
): readonly string[] {
  try {
    new KeyRing(environment, keys, fingerprint);
  } catch (cause) {
    if (cause instanceof VaultError) return cause.faults;
  }
  return [];
}
