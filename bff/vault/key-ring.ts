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
 * The vault's keys by version. The highest version seals; the others only open. Nothing is ever
 * sealed under a ring key itself, only under keys derived from it with HKDF-SHA-256 (RFC 5869),
 * bound to the environment and the corporation: a copy of the database opens in no other
 * environment (A107).
 */
export class KeyRing {
  readonly environment: string;
  /** Version that seals. */
  readonly current: number;
  /** Version whose key makes digests: the lowest, so that adding a key changes no digest. */
  readonly #oldest: number;
  readonly #keys = new Map<number, KeyObject>();
  readonly #derived = new Map<string, KeyObject>();

  /** @throws {VaultError} `bad-keys`, with every fault at once. */
  constructor(environment: string, keys: readonly RingKey[]) {
    const faults = [...environmentFaults(environment), ...keyFaults(keys)];
    if (faults.length > 0) throw new VaultError('bad-keys', faults);
    this.environment = environment;
    const versions = keys.map(({ version }) => version);
    this.current = Math.max(...versions);
    this.#oldest = Math.min(...versions);
    for (const { version, key } of keys) this.#keys.set(version, createSecretKey(key));
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

  /** The key of the digests that find a secret imported twice. */
  digestKey(): KeyObject {
    return this.#derive(this.#oldest, `digest|${this.environment}`);
  }

  #derive(version: number, purpose: string): KeyObject {
    const name = `${version}|${purpose}`;
    const known = this.#derived.get(name);
    if (known !== undefined) return known;
    const ringKey = this.#keys.get(version);
    if (ringKey === undefined) throw new VaultError('unknown-key');
    const info = `otp-madoguchi|v1|${purpose}`;
    const bytes = new Uint8Array(hkdfSync('sha256', ringKey, '', info, vaultKeyBytes));
    const derived = createSecretKey(bytes);
    this.#keep(name, derived);
    return derived;
  }

  #keep(name: string, key: KeyObject): void {
    const oldest = this.#derived.keys().next();
    if (this.#derived.size >= derivedKeysKept && !oldest.done) this.#derived.delete(oldest.value);
    this.#derived.set(name, key);
  }
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
    ...(key.length === vaultKeyBytes
      ? []
      : [`key ${index + 1}: has ${key.length} bytes and needs ${vaultKeyBytes}`]),
    ...(key.some((byte) => byte !== key[0]) ? [] : [`key ${index + 1}: is one byte repeated`]),
  ]);
}
