import { createHash } from 'node:crypto';
import { appendAudit } from '../decision/append-audit.ts';
import { OperatorRefusal } from '../errors/operator-refusal.ts';
import type { TokenState } from '../otp/token.ts';
import type { Context } from '../ports.ts';
import type { OperatorContext } from '../ports.ts';
import { readPskc, type PskcOptions } from '../stock/pskc.ts';
import type { StockKey } from '../stock/stock-key.ts';
import { type Corporation, lockCorporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { findOutermostFingerprints } from '../store/reseal-store.ts';
import {
  findStockBatch,
  insertStockBatch,
  insertTokens,
  takeTokenLocations,
  type NewToken,
  type TokenLocation,
} from '../store/stock-store.ts';

export interface ImportStock extends PskcOptions {
  corporationId: string;
  /** A PSKC file. */
  bytes: Uint8Array;
}

export interface ImportedStock {
  /** SHA-256 of the file in hex. */
  batchId: string;
  /** Tokens in the file. */
  tokens: number;
  /** The corporation had this very file already, and nothing was changed. */
  repeated: boolean;
}

/** A token on its way in: sealed, and without its secret. */
interface SealedKey {
  line: number;
  token: NewToken;
  location: TokenLocation;
}

/**
 * Puts the tokens of a file into a corporation's stock: all of them or none, and each file once
 * (A74). An id or a secret that any corporation was ever given is refused (A16).
 *
 * @throws {StockError} if the file can't be read.
 * @throws {OperatorRefusal} `corporation-unknown`, `fingerprints-stale`, or `token-known` with the line.
 */
export async function importStock(
  context: OperatorContext & Pick<Context, 'vault'>,
  { corporationId, bytes, ...options }: ImportStock,
): Promise<ImportedStock> {
  const batchId = createHash('sha256').update(bytes).digest('hex');
  const keys = readPskc(bytes, options);
  const sealed = keys.map((key) => sealKey(context, corporationId, key));
  const batch = { batchId, tokens: sealed.length };
  return context.database.write(async (tx) => {
    const corporation = await lockCorporation(tx, corporationId);
    if (corporation === undefined) throw new OperatorRefusal('corporation-unknown');
    const known = await findStockBatch(tx, { corporationId, batchId });
    if (known !== undefined) return { ...batch, repeated: true };

    await assertComparable(context, tx);
    const at = context.clock.now();
    await takeLocations(tx, sealed);
    await insertTokens(
      tx,
      sealed.map(({ token }) => ({ ...token, state: stateOf(token, corporation) })),
    );
    await insertStockBatch(tx, { corporationId, ...batch, importedAt: at });
    await appendAudit(context, tx, corporation, {
      at,
      action: 'stock-imported',
      result: 'done',
      actor: 'operator',
      target: '',
      after: { ...batch, ...toldOf(sealed, corporation) },
    });
    return { ...batch, repeated: false };
  });
}

/** Seals a key for its row and wipes the secret. */
function sealKey(
  { vault }: Pick<Context, 'vault'>,
  corporationId: string,
  { tokenId, kind, algorithm, digits, period, counter, drift, secret, line }: StockKey,
): SealedKey {
  const row = { corporationId, tokenId, kind, algorithm, digits, period };
  const { sealed: sealedSecret, keyVersion } = vault.seal(row, secret);
  const location = { tokenId, corporationId, secretDigest: vault.fingerprint(secret) };
  secret.fill(0);
  // `lastStep` is what was accepted last; a HOTP file tells what comes next.
  const lastStep = kind === 'hotp' ? counter - 1n : -1n;
  return { line, location, token: { ...row, sealedSecret, keyVersion, lastStep, drift } };
}

/** A fingerprint of another key can't tell that the same secret came before. */
async function assertComparable({ vault }: Pick<Context, 'vault'>, tx: Transaction): Promise<void> {
  const outermost = await findOutermostFingerprints(tx);
  if (!outermost.every((fingerprint) => vault.isOwnFingerprint(fingerprint)))
    throw new OperatorRefusal('fingerprints-stale');
}

async function takeLocations(tx: Transaction, sealed: readonly SealedKey[]): Promise<void> {
  const taken = await takeTokenLocations(
    tx,
    sealed.map(({ location }) => location),
  );
  const refused = sealed.find(({ location }) => !taken.has(location.tokenId));
  if (refused !== undefined) throw new OperatorRefusal('token-known', { line: refused.line });
}

/** Which tokens a batch holds, in the order of the file, and what they begin with: for the history. */
function toldOf(sealed: readonly SealedKey[], corporation: Corporation) {
  const counting = sealed.filter(({ token }) => token.kind === 'hotp');
  return {
    ids: sealed.map(({ token }) => token.tokenId),
    ...(counting.length > 0 && {
      counters: Object.fromEntries(
        counting.map(({ token }) => [token.tokenId, String(token.lastStep)]),
      ),
      countersAre: corporation.restoredAt > 0 ? 'disabled' : 'stock',
    }),
  };
}

/** A file that comes in again after a restore may hold counters that were used and forgotten. */
function stateOf({ kind }: NewToken, { restoredAt }: Corporation): TokenState {
  return kind === 'hotp' && restoredAt > 0 ? 'disabled' : 'stock';
}
