/**
 * - `bad-keys`: the key ring can't be built; `faults` lists everything wrong with it.
 * - `bad-row`: a field of the row can't be bound unambiguously.
 * - `unknown-key`: sealed under a version that this ring doesn't have.
 * - `not-authentic`: another row, another environment, another key, or a changed byte.
 */
export type VaultFault = 'bad-keys' | 'bad-row' | 'unknown-key' | 'not-authentic';

/** A bug, a wrong key or tampering; never a person's mistake. No word of it quotes a secret. */
export class VaultError extends Error {
  readonly code: VaultFault;
  readonly faults: readonly string[];

  constructor(code: VaultFault, faults: readonly string[] = [], options?: ErrorOptions) {
    super([`Vault: ${code}`, ...faults].join('\n  - '), options);
    this.name = 'VaultError';
    this.code = code;
    this.faults = faults;
  }
}
