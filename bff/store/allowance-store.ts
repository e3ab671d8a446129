import { and, eq } from 'drizzle-orm';
import type { Used } from '../otp/allowance.ts';
import type { Transaction } from './database.ts';
import { allowance } from './schema/index.ts';

/** Whose doings of which kind are counted. */
export type AllowanceKey = Pick<
  typeof allowance.$inferSelect,
  'corporationId' | 'actorId' | 'kind'
>;

/** Primary key. */
export async function findUsed(tx: Transaction, key: AllowanceKey): Promise<Used> {
  const [found] = await tx
    .select({ count: allowance.count, windowStart: allowance.windowStart })
    .from(allowance)
    .where(
      and(
        eq(allowance.corporationId, key.corporationId),
        eq(allowance.actorId, key.actorId),
        eq(allowance.kind, key.kind),
      ),
    );
  return found ?? { count: 0, windowStart: 0 };
}

/** Primary key. */
export async function saveUsed(tx: Transaction, key: AllowanceKey, used: Used): Promise<void> {
  await tx
    .insert(allowance)
    .values({ ...key, ...used })
    .onConflictDoUpdate({
      target: [allowance.corporationId, allowance.actorId, allowance.kind],
      set: used,
    });
}
