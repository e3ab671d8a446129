// How sealed secrets and their fingerprints are replaced, a part of the tokens at a time. Nothing else
// of a token is written here: a code that is spent meanwhile stays spent.
import { and, asc, count, desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { token, tokenLocation } from './schema/index.ts';
import { statement } from './statement.ts';
import type { Token, TokenKey } from './token-store.ts';

/** A token with the fingerprint of its secret; null where its id was never taken. */
export interface SealedToken extends Token {
  fingerprint: string | null;
}

/** The tokens that follow `after` in the order of the primary key. */
export async function listSealedTokens(
  tx: Transaction,
  after: TokenKey | undefined,
  limit: number,
): Promise<SealedToken[]> {
  const key = sql`(${token.corporationId}, ${token.tokenId})`;
  const rows = await tx
    .select({ token, fingerprint: tokenLocation.secretDigest })
    .from(token)
    .leftJoin(tokenLocation, eq(tokenLocation.tokenId, token.tokenId))
    .where(after && sql`${key} > (${after.corporationId}, ${after.tokenId})`)
    .orderBy(asc(token.corporationId), asc(token.tokenId))
    .limit(limit);
  return rows.map(({ token: row, fingerprint }) => ({ ...row, fingerprint }));
}

/** How many tokens each version of the key seals. Reads the whole table: for operators alone. */
export async function countTokensByKey(tx: Transaction): Promise<Map<number, number>> {
  const rows = await tx
    .select({ version: token.keyVersion, tokens: count() })
    .from(token)
    .groupBy(token.keyVersion)
    .orderBy(asc(token.keyVersion));
  return new Map(rows.map(({ version, tokens }) => [version, Number(tokens)]));
}

/**
 * Puts another sealed form of the same secret in place of `before`. False if that is no longer there:
 * somebody else replaced it meanwhile, and theirs stays. Primary key.
 */
export async function replaceSealedSecret(
  tx: Transaction,
  before: Token,
  next: { sealed: Uint8Array; keyVersion: number },
): Promise<boolean> {
  const { corporationId, tokenId, sealedSecret } = before;
  const won = await replaceSealed(tx).execute({ corporationId, tokenId, sealedSecret, ...next });
  return won.length === 1;
}

const replaceSealed = statement((tx) =>
  tx
    .update(token)
    .set({
      sealedSecret: sql`${sql.placeholder('sealed')}`,
      keyVersion: sql`${sql.placeholder('keyVersion')}`,
    })
    .where(
      and(
        eq(token.corporationId, sql.placeholder('corporationId')),
        eq(token.tokenId, sql.placeholder('tokenId')),
        eq(token.sealedSecret, sql.placeholder('sealedSecret')),
      ),
    )
    .returning({ tokenId: token.tokenId }),
);

/** Which token has this fingerprint. Unique index `token_location_secret`. */
export async function findTokenByFingerprint(
  tx: Transaction,
  fingerprint: string,
): Promise<string | undefined> {
  const [found] = await byFingerprint(tx).execute({ fingerprint });
  return found?.tokenId;
}

const byFingerprint = statement((tx) =>
  tx
    .select({ tokenId: tokenLocation.tokenId })
    .from(tokenLocation)
    .where(eq(tokenLocation.secretDigest, sql.placeholder('fingerprint'))),
);

/** Primary key. */
export async function saveFingerprint(
  tx: Transaction,
  tokenId: string,
  fingerprint: string,
): Promise<void> {
  await saveById(tx).execute({ tokenId, fingerprint });
}

const saveById = statement((tx) =>
  tx
    .update(tokenLocation)
    .set({ secretDigest: sql`${sql.placeholder('fingerprint')}` })
    .where(eq(tokenLocation.tokenId, sql.placeholder('tokenId'))),
);

/**
 * The first and the last of all fingerprints, none if there is no token. Where one key made both, it
 * made all, for each begins with the name of its key. Both ends of the index `token_location_secret`.
 */
export async function findOutermostFingerprints(tx: Transaction): Promise<string[]> {
  const ends = [];
  for (const order of [asc, desc]) {
    ends.push(
      ...(await tx
        .select({ fingerprint: tokenLocation.secretDigest })
        .from(tokenLocation)
        .orderBy(order(tokenLocation.secretDigest))
        .limit(1)),
    );
  }
  return ends.map(({ fingerprint }) => fingerprint);
}
