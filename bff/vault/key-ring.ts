import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { VaultError } from './vault-error.ts';

/** AES-256 (FIPS 197). */
export const vaultKeyBytes = 32;

/** Derived keys kept at hand, so that checking a code costs no key derivation. */
const derivedKeysKept = 4096;

/** A key that the bank keeps for us, known by its version. */
export interface RingKey {
  /** A positive integer, stored beside everything the key seals. */
  version: number;
  /** Exactly 32 bytes. */
  key: Uint8Array;
}

/**
 * The vault's keys by version, and beside them the key of the fingerprints. The highest version seals;
 * the others only open. The fingerprint key has no version and is no ring key: a ring key can be
 * dropped without a fingerprint changing. Nothing is ever sealed under one of these keys itself, only
 * under keys derived from it with HKDF-SHA-256 (RFC 5869), bound to the environment and, for what is
 * sealed, to the corporation: a copy of the database opens in no other environment (A107).
 */
export class KeyRing {
  readonly environment: string;
  /** Version that seals. */
  readonly current: number;
  /** All versions, ascending. */
  readonly versions: readonly number[];
  /** The key of the fingerprints that find a secret imported twice. */
  readonly fingerprintKey: KeyObject;
  readonly #keys = new Map<number, KeyObject>();
  readonly #derived = new Map<string, KeyObject>();

  /** @throws {VaultError} `bad-keys`, with every fault at once. */
  constructor(environment: string, keys: readonly RingKey[], fingerprintKey: Uint8Array) {
    const faults = [
      ...environmentFaults(environment),
      ...keyFaults(keys),
      ...fingerprintKeyFaults(fingerprintKey, keys),
    ];
    if (faults.length > 0) throw new VaultError('bad-keys', faults);
    this.environment = environment;
    this.versions = keys.map(({ version }) => version).sort((a, b) => a - b);
    this.current = Math.max(...this.versions);
    for (const { version, key } of keys) this.#keys.set(version, createSecretKey(key));
    const purpose = `fingerprint|${environment}`;
    this.fingerprintKey = derive(createSecretKey(fingerprintKey), purpose);
  }

  /**
   * The key for one corporation's secrets.
   *
   * @throws {VaultError} `unknown-key`.
   */
  dataKey(version: number, corporationId: string): KeyObject {
    return this.#derive(version, `data|${this.environment}|${corporationId}`);
  }

  /**
   * The key that marks what one corporation sent.
   *
   * @throws {VaultError} `unknown-key`.
   */
  markKey(version: number, corporationId: string): KeyObject {
    return this.#derive(version, `mark|${this.environment}|${corporationId}`);
  }

  /** False for a version that was never here, or was taken out since. */
  has(version: number): boolean {
    return this.#keys.has(version);
  }

  #derive(version: number, purpose: string): KeyObject {
    const name = `${version}|${purpose}`;
    const known = this.#derived.get(name);
    if (known !== undefined) return known;
    const ringKey = this.#keys.get(version);
    if (ringKey === undefined) throw new VaultError('unknown-key', [`version ${version}`]);
    const derived = derive(ringKey, purpose);
    this.#keep(name, derived);
    return derived;
  }

  #keep(name: string, key: KeyObject): void {
    const oldest = this.#derived.keys().next();
    if (this.#derived.size >= derivedKeysKept && !oldest.done) this.#derived.delete(oldest.value);
    this.#derived.set(name, key);
  }
}

function derive(key: KeyObject, purpose: string): KeyObject {
  const info = `otp-madoguchi|v1|${purpose}`;
  return createSecretKey(new Uint8Array(hkdfSync('sha256', key, '', info, vaultKeyBytes)));
}

function environmentFaults(environment: string): string[] {
  const usable = environment.length > 0 && !environment.includes('|');
  return usable ? [] : ['the environment has no usable name'];
}

function keyFaults(keys: readonly RingKey[]): string[] {
  if (keys.length === 0) return ['there is no key'];
  const versions = keys.map(({ version }) => version);
  return keys.flatMap(({ version, key }, index) => [
    ...(Number.isSafeInteger(version) && version > 0
      ? []
      : [`key ${index + 1}: the version is not a positive integer`]),
    ...(versions.indexOf(version) === index ? [] : [`key ${index + 1}: the version is not unique`]),
    ...weaknesses(`key ${index + 1}`, key),
  ]);
}

/** A ring key is dropped one day, and the fingerprints must outlive it. */
function fingerprintKeyFaults(key: Uint8Array, ring: readonly RingKey[]): string[] {
  const shared = ring.some((one) => Buffer.compare(one.key, key) === 0);
  return [
    ...weaknesses('the fingerprint key', key),
    ...(shared ? ['the fingerprint key: is a key of the ring as well'] : []),
  ];
}

function weaknesses(name: string, key: Uint8Array): string[] {
  return [
    ...(key.length === vaultKeyBytes
      ? []
      : [`${name}: has ${key.length} bytes and needs ${vaultKeyBytes}`]),
    ...(key.some((byte) => byte !== key[0]) ? [] : [`${name}: is one byte repeated`]),
  ];
}
