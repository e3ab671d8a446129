import { and, count, eq, gt, inArray, ne } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { intent } from './schema/index.ts';

export type IntentRow = typeof intent.$inferSelect;

/** Primary key. */
export async function findIntent(
  tx: Transaction,
  corporationId: string,
  intentId: string,
): Promise<IntentRow | undefined> {
  const [found] = await tx
    .select()
    .from(intent)
    .where(and(eq(intent.corporationId, corporationId), eq(intent.intentId, intentId)));
  return found;
}

/** What an earlier request with this key opened; index intent_idempotency. */
export async function findIntentByKey(
  tx: Transaction,
  key: Pick<IntentRow, 'corporationId' | 'actorId' | 'idempotencyKey'>,
): Promise<IntentRow | undefined> {
  const [found] = await tx
    .select()
    .from(intent)
    .where(
      and(
        eq(intent.corporationId, key.corporationId),
        eq(intent.actorId, key.actorId),
        eq(intent.idempotencyKey, key.idempotencyKey),
      ),
    );
  return found;
}

/**
 * How many were opened in a session after an instant and not committed; index intent_idempotency's
 * prefix.
 */
export async function countUnfinishedIntents(
  tx: Transaction,
  opener: Pick<IntentRow, 'corporationId' | 'actorId' | 'sessionHash'>,
  since: number,
): Promise<number> {
  const [counted] = await tx
    .select({ opened: count() })
    .from(intent)
    .where(
      and(
        eq(intent.corporationId, opener.corporationId),
        eq(intent.actorId, opener.actorId),
        eq(intent.sessionHash, opener.sessionHash),
        gt(intent.openedAt, since),
        ne(intent.state, 'committed'),
      ),
    );
  return Number(counted?.opened ?? 0);
}

export async function insertIntent(tx: Transaction, row: IntentRow): Promise<void> {
  await tx.insert(intent).values(row);
}

/** Primary key. */
export async function updateIntent(
  tx: Transaction,
  before: IntentRow,
  change: Partial<IntentRow>,
): Promise<IntentRow> {
  await tx
    .update(intent)
    .set(change)
    .where(
      and(eq(intent.corporationId, before.corporationId), eq(intent.intentId, before.intentId)),
    );
  return { ...before, ...change };
}

/** Ends every live intent of the corporation. Index intent_live's prefix. */
export async function voidLiveIntents(tx: Transaction, corporationId: string): Promise<void> {
  await tx
    .update(intent)
    .set({ state: 'void' })
    .where(and(eq(intent.corporationId, corporationId), inArray(intent.state, ['open', 'proved'])));
}

/** Ends every live intent of all corporations. Reads them all: it is rare. */
export async function voidEveryLiveIntent(tx: Transaction): Promise<void> {
  await tx
    .update(intent)
    .set({ state: 'void' })
    .where(inArray(intent.state, ['open', 'proved']));
}
