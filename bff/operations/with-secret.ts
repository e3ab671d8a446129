import type { Context } from '../context.ts';
import type { Token } from '../store/token-store.ts';

/** Takes a token's secret out of the vault for one judgement, and wipes it whatever comes of that. */
export function withSecret<T>(
  { vault }: Pick<Context, 'vault'>,
  token: Token,
  work: (secret: Uint8Array) => T,
): T {
  const secret = vault.open(token, token.sealedSecret, token.keyVersion);
  try {
    return work(secret);
  } finally {
    secret.fill(0);
  }
}
