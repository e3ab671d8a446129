/** What a sealed secret is bound to: moved to another row, it no longer opens (A124). */
export interface VaultRow {
  corporationId: string;
  tokenId: string;
  kind: string;
  algorithm: string;
  digits: number;
  /** Seconds. */
  period: number;
}

/** Keeps token secrets. A secret leaves it only to be checked against a code. */
export interface Vault {
  /** Version of the key that seals now. */
  readonly currentVersion: number;

  /** Versions of all keys that can open, ascending. */
  readonly versions: readonly number[];

  /** Seals a secret for its row under the current key, whose version is stored beside it. */
  seal(row: VaultRow, secret: Uint8Array): { sealed: Uint8Array; keyVersion: number };

  /**
   * Takes the secret out again.
   *
   * @throws {VaultError} if the row, the version or a single bit is not what was sealed.
   */
  open(row: VaultRow, sealed: Uint8Array, keyVersion: number): Uint8Array;

  /**
   * A keyed digest of a secret, equal for equal secrets of any corporation: finds duplicates (A16). Its
   * key is no key of the ring. Before it stands the name of that key (`4be1c0d2.9f2c…`, hex), so that
   * fingerprints of another key are known as such.
   */
  fingerprint(secret: Uint8Array): string;

  /** True if the present key made it; any other can't be compared with what `fingerprint` gives. */
  isOwnFingerprint(text: string): boolean;

  /**
   * A keyed digest of a message that must not be kept itself, with the version of its key before it
   * (`3.9f2c…`, hex): it says later whether the same was sent again, and tells nobody what was. Keys
   * added later change nothing.
   */
  mark(corporationId: string, message: string): string;

  /** True if `marked` is the mark of this message; false also where its key is gone. */
  isMark(marked: string, corporationId: string, message: string): boolean;
}
