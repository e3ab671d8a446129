// What a stock import writes. Statements carry many rows, since a shipment may have thousands of
// tokens, but not more than any driver takes.
import { and, eq } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { stockBatch, token, tokenLocation } from './schema/index.ts';

export type StockBatch = typeof stockBatch.$inferSelect;
export type NewToken = typeof token.$inferInsert;
export type TokenLocation = typeof tokenLocation.$inferSelect;

/** With 11 columns far below the 32,766 parameters that SQLite takes. */
const rowsAStatement = 500;

/** Primary key. */
export async function findStockBatch(
  tx: Transaction,
  { corporationId, batchId }: Pick<StockBatch, 'corporationId' | 'batchId'>,
): Promise<StockBatch | undefined> {
  const [found] = await tx
    .select()
    .from(stockBatch)
    .where(and(eq(stockBatch.corporationId, corporationId), eq(stockBatch.batchId, batchId)));
  return found;
}

export async function insertStockBatch(tx: Transaction, row: StockBatch): Promise<void> {
  await tx.insert(stockBatch).values(row);
}

/**
 * Takes token ids and secrets for their corporation. Answers the ids that were free; the others
 * belong to somebody, by id or by secret, and the caller must roll back.
 */
export async function takeTokenLocations(
  tx: Transaction,
  rows: readonly TokenLocation[],
): Promise<Set<string>> {
  const taken = new Set<string>();
  for (const part of inParts(rows)) {
    const inserted = await tx
      .insert(tokenLocation)
      .values(part)
      .onConflictDoNothing()
      .returning({ tokenId: tokenLocation.tokenId });
    for (const { tokenId } of inserted) taken.add(tokenId);
  }
  return taken;
}

export async function insertTokens(tx: Transaction, rows: readonly NewToken[]): Promise<void> {
  for (const part of inParts(rows)) await tx.insert(token).values(part);
}

function inParts<Row>(rows: readonly Row[]): Row[][] {
  const parts = Math.ceil(rows.length / rowsAStatement);
  return Array.from({ length: parts }, (_, at) =>
    rows.slice(at * rowsAStatement, (at + 1) * rowsAStatement),
  );
}
