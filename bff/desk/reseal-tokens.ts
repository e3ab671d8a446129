// Seals every token's secret anew under the key that seals now, and makes its fingerprint anew, while
// the service runs. It walks the tokens in the order of their keys, 200 to a transaction. What is done is
// known by the rows themselves (their key version, and the name of the key that a fingerprint begins
// with), so a run that was cut short is simply run again, and two runs at once do the work once.
import type { Context } from '../ports.ts';
import type { Transaction } from '../store/database.ts';
import {
  countTokensByKey,
  findTokenByFingerprint,
  listSealedTokens,
  replaceSealedSecret,
  saveFingerprint,
  type SealedToken,
} from '../store/reseal-store.ts';
import type { TokenKey } from '../store/token-store.ts';
import { VaultError } from '../vault/vault-error.ts';

/** Some 10 ms of a libSQL file's time; on PostgreSQL, as long as a row of it is held. */
const tokensATransaction = 200;

/** What a run has done and what it has found. Token ids are for the operator, never for the log. */
export interface Resealing {
  /** Tokens that were sealed anew by this run. */
  resealed: number;
  /** Token ids whose secret another token has as well. */
  duplicates: string[];
  /** Token ids that don't open under the key that they name: left as they are. */
  unopened: string[];
}

export type ResealOutcome =
  /** Nothing was changed: the ring lacks keys that seal tokens. */
  | { kind: 'keys-missing'; versions: number[] }
  /** `sealed`: how many tokens each version seals now. */
  | ({ kind: 'done'; sealed: Map<number, number> } & Resealing);

export type ResealContext = Pick<Context, 'database' | 'vault'>;

export interface ResealOptions {
  /** Tokens to a transaction. */
  part?: number;
  /** Told after each transaction how many tokens were looked at, of how many. */
  onProgress?: (looked: number, of: number) => void;
}

/** Walks all tokens once. Whatever it throws, what was committed before is done for good. */
export async function resealTokens(
  { database, vault }: ResealContext,
  { part: limit = tokensATransaction, onProgress }: ResealOptions = {},
): Promise<ResealOutcome> {
  const before = await database.read(countTokensByKey);
  const versions = [...before.keys()].filter((version) => !vault.versions.includes(version));
  if (versions.length > 0) return { kind: 'keys-missing', versions };
  const of = [...before.values()].reduce((sum, tokens) => sum + tokens, 0);

  const sum: Resealing = { resealed: 0, duplicates: [], unopened: [] };
  let looked = 0;
  let after: TokenKey | undefined;
  do {
    const from = after;
    const part = await database.write((tx) => resealPart(vault, tx, { after: from, limit }));
    sum.resealed += part.resealed;
    sum.duplicates.push(...part.duplicates);
    sum.unopened.push(...part.unopened);
    looked += part.looked;
    after = part.last;
    onProgress?.(looked, Math.max(of, looked));
  } while (after !== undefined);
  return { kind: 'done', sealed: await database.read(countTokensByKey), ...sum };
}

interface Part extends Resealing {
  looked: number;
  /** Where the next part begins; undefined after the last. */
  last: TokenKey | undefined;
}

async function resealPart(
  vault: Context['vault'],
  tx: Transaction,
  { after, limit }: { after: TokenKey | undefined; limit: number },
): Promise<Part> {
  const tokens = await listSealedTokens(tx, after, limit);
  const last = tokens.length < limit ? undefined : tokens.at(-1);
  const part: Part = { resealed: 0, duplicates: [], unopened: [], looked: tokens.length, last };
  for (const token of tokens) {
    switch (isDone(vault, token) ? 'done' : await resealToken(vault, tx, token)) {
      case 'resealed':
        part.resealed += 1;
        break;
      case 'unopened':
        part.unopened.push(token.tokenId);
        break;
      case 'duplicate':
        part.resealed += 1;
        part.duplicates.push(token.tokenId);
        break;
      case 'done':
        if (token.fingerprint?.endsWith(`.${token.tokenId}`)) part.duplicates.push(token.tokenId);
        break;
    }
  }
  return part;
}

function isDone(vault: Context['vault'], { keyVersion, fingerprint }: SealedToken): boolean {
  const known = fingerprint === null || vault.isOwnFingerprint(fingerprint);
  return keyVersion === vault.currentVersion && known;
}

/** `done`: by somebody else, in this very moment. */
async function resealToken(
  vault: Context['vault'],
  tx: Transaction,
  token: SealedToken,
): Promise<'resealed' | 'duplicate' | 'unopened' | 'done'> {
  const anew = sealAnew(vault, token);
  if (anew === undefined) return 'unopened';
  if (!(await replaceSealedSecret(tx, token, anew))) return 'done';
  const { tokenId } = token;
  const { fingerprint } = anew;
  const first = (await findTokenByFingerprint(tx, fingerprint)) ?? tokenId;
  // Two tokens with one secret have slipped in while no fingerprint could tell. The first keeps it.
  const own = first === tokenId ? fingerprint : `${fingerprint}.${tokenId}`;
  await saveFingerprint(tx, tokenId, own);
  return first === tokenId ? 'resealed' : 'duplicate';
}

interface SealedAnew {
  sealed: Uint8Array;
  keyVersion: number;
  fingerprint: string;
}

/** Undefined if it doesn't open: another secret must never take its place. */
function sealAnew(vault: Context['vault'], token: SealedToken): SealedAnew | undefined {
  try {
    const secret = vault.open(token, token.sealedSecret, token.keyVersion);
    const anew = { ...vault.seal(token, secret), fingerprint: vault.fingerprint(secret) };
    secret.fill(0);
    return anew;
  } catch (cause) {
    if (cause instanceof VaultError) return undefined;
    throw cause;
  }
}
