import { and, eq, lt, sql } from 'drizzle-orm';
import type { TokenState } from '../otp/token.ts';
import type { Transaction } from './database.ts';
import { token } from './schema/index.ts';
import { first, statement } from './statement.ts';

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
  const { corporationId, tokenId } = key;
  const won = await first(spend(tx), { corporationId, tokenId, ...spent });
  return won !== undefined;
}

const spend = statement((tx) =>
  tx
    .update(token)
    .set({ lastStep: sql`${sql.placeholder('step')}`, drift: sql`${sql.placeholder('drift')}` })
    .where(
      and(
        eq(token.corporationId, sql.placeholder('corporationId')),
        eq(token.tokenId, sql.placeholder('tokenId')),
        lt(token.lastStep, sql.placeholder('step')),
      ),
    )
    .returning({ tokenId: token.tokenId }),
);

/** Notes that the bank's desk has seen where a token's clock or counter stands. Primary key. */
export async function setTokenSettled(
  tx: Transaction,
  key: TokenKey,
  settledAt: number,
): Promise<void> {
  await tx.update(token).set({ settledAt }).where(is(key));
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
