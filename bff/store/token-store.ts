import { and, eq, lt } from 'drizzle-orm';
import type { TokenState } from '../otp/token.ts';
import type { Transaction } from './database.ts';
import { token } from './schema/index.ts';

export type Token = typeof token.$inferSelect;

/** A token's key. */
export type TokenKey = Pick<Token, 'corporationId' | 'tokenId'>;

/** Primary key. Another corporation's token is not found. */
export async function findToken(tx: Transaction, key: TokenKey): Promise<Token | undefined> {
  const [found] = await tx.select().from(token).where(is(key));
  return found;
}

/**
 * Spends a step: true for exactly one caller, whoever asks at the same instant. The condition is
 * the decision; nothing that was read before it counts. Primary key.
 */
export async function spendStep(
  tx: Transaction,
  key: TokenKey,
  spent: { step: bigint; drift: number },
): Promise<boolean> {
  const won = await tx
    .update(token)
    .set({ lastStep: spent.step, drift: spent.drift })
    .where(and(is(key), lt(token.lastStep, spent.step)))
    .returning({ tokenId: token.tokenId });
  return won.length === 1;
}

/** Primary key. */
export async function setTokenState(
  tx: Transaction,
  key: TokenKey,
  state: TokenState,
): Promise<void> {
  await tx.update(token).set({ state }).where(is(key));
}

function is({ corporationId, tokenId }: TokenKey) {
  return and(eq(token.corporationId, corporationId), eq(token.tokenId, tokenId));
}
