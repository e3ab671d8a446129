import { Refusal } from '../errors/refusal.ts';
import type { Context } from '../ports.ts';
import type { Token } from '../store/token-store.ts';
import { VaultError } from '../vault/vault-error.ts';

/**
 * Takes a token's secret out of the vault for one judgement, and wipes it whatever comes of that.
 *
 * @throws {Refusal} `busy` if the ring lacks the key that sealed it: the person did nothing wrong, and
 *   may try again once the operator has put the key back. The log names the version.
 */
export function withSecret<T>(
  { vault }: Pick<Context, 'vault'>,
  token: Token,
  work: (secret: Uint8Array) => T,
): T {
  const secret = openSecret(vault, token);
  try {
    return work(secret);
  } finally {
    secret.fill(0);
  }
}

function openSecret(vault: Context['vault'], token: Token): Uint8Array {
  try {
    return vault.open(token, token.sealedSecret, token.keyVersion);
  } catch (cause) {
    if (cause instanceof VaultError && cause.code === 'unknown-key')
      throw new Refusal('busy', {}, { cause });
    throw cause;
  }
}
