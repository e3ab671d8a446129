import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { KeyRing } from './key-ring.ts';
import type { Vault, VaultRow } from './vault.ts';
import { VaultError } from './vault-error.ts';

const cipherName = 'aes-256-gcm';
/** Bytes of a nonce: the 96 bits for which GCM is made (NIST SP 800-38D section 5.2.1.1). */
const nonceBytes = 12;
/** Hexadecimal digits by which a fingerprint names its key: enough to tell a few keys apart. */
const keyNameLength = 8;
/** Bytes of a tag: all 128 bits; shorter ones are refused (NIST SP 800-38D appendix C). */
const tagBytes = 16;

/**
 * The vault in this process: AES-256-GCM with a random nonce, bound to everything that gives the
 * secret its meaning. Sealed form: nonce, ciphertext, tag. Synchronous on purpose: a secret is
 * some 20 bytes, and a trip through the thread pool costs more than the cipher.
 */
export class SecretBox implements Vault {
  readonly #ring: KeyRing;
  /** What the fingerprints of this ring begin with. */
  readonly #fingerprintsBegin: string;

  constructor(ring: KeyRing) {
    this.#ring = ring;
    const name = createHmac('sha256', ring.fingerprintKey).update('name of this key').digest('hex');
    this.#fingerprintsBegin = `${name.slice(0, keyNameLength)}.`;
  }

  get currentVersion(): number {
    return this.#ring.current;
  }

  get versions(): readonly number[] {
    return this.#ring.versions;
  }

  seal(row: VaultRow, secret: Uint8Array): { sealed: Uint8Array; keyVersion: number } {
    const keyVersion = this.#ring.current;
    const aad = this.#bind(row, keyVersion);
    const nonce = randomBytes(nonceBytes);
    const key = this.#ring.dataKey(keyVersion, row.corporationId);
    const cipher = createCipheriv(cipherName, key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(aad);
    const parts = [nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()];
    return { sealed: new Uint8Array(Buffer.concat(parts)), keyVersion };
  }

  open(row: VaultRow, sealed: Uint8Array, keyVersion: number): Uint8Array {
    if (sealed.length <= nonceBytes + tagBytes) throw new VaultError('not-authentic');
    const aad = this.#bind(row, keyVersion);
    const key = this.#ring.dataKey(keyVersion, row.corporationId);
    const nonce = sealed.subarray(0, nonceBytes);
    const decipher = createDecipheriv(cipherName, key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(aad);
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    try {
      const secret = decipher.update(sealed.subarray(nonceBytes, -tagBytes));
      decipher.final();
      return new Uint8Array(secret.buffer, secret.byteOffset, secret.length);
    } catch (cause) {
      throw new VaultError('not-authentic', [], { cause });
    }
  }

  fingerprint(secret: Uint8Array): string {
    const digest = createHmac('sha256', this.#ring.fingerprintKey).update(secret).digest('hex');
    return `${this.#fingerprintsBegin}${digest}`;
  }

  isOwnFingerprint(text: string): boolean {
    return text.startsWith(this.#fingerprintsBegin);
  }

  mark(corporationId: string, message: string): string {
    return this.#mark(this.#ring.current, corporationId, message);
  }

  isMark(marked: string, corporationId: string, message: string): boolean {
    const version = Number.parseInt(marked, 10);
    if (!this.#ring.has(version)) return false;
    const expected = Buffer.from(this.#mark(version, corporationId, message));
    const given = Buffer.from(marked);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  #mark(version: number, corporationId: string, message: string): string {
    const key = this.#ring.markKey(version, corporationId);
    return `${version}.${createHmac('sha256', key).update(message).digest('hex')}`;
  }

  /** The additional data of a row. A separator inside a field would let two rows look the same. */
  #bind(row: VaultRow, keyVersion: number): Buffer {
    const { corporationId, tokenId, kind, algorithm, digits, period } = row;
    const fields = [this.#ring.environment, corporationId, tokenId, kind, algorithm];
    if (fields.some((field) => field.includes('|'))) throw new VaultError('bad-row');
    return Buffer.from(['v1', ...fields, digits, period, keyVersion].join('|'));
  }
}
