import { eq, sql } from 'drizzle-orm';
import { locked } from '#columns';
import type { Transaction } from './database.ts';
import { corporation, serviceState } from './schema/index.ts';

export type ServiceState = Omit<typeof serviceState.$inferSelect, 'corporationId'>;

/** The row is the whole installation's. */
const corporationId = '';
const isOurs = eq(serviceState.corporationId, corporationId);

/** Finds the row and holds it until the transaction ends; undefined before the first start. */
export async function lockServiceState(tx: Transaction): Promise<ServiceState | undefined> {
  const [found] = await locked(tx.select().from(serviceState).where(isOurs));
  return found;
}

/** Makes the row, or sets in it what is given. */
export async function saveServiceState(
  tx: Transaction,
  row: Pick<ServiceState, 'state' | 'seenAt'>,
): Promise<void> {
  await tx
    .insert(serviceState)
    .values({ corporationId, server: '', ...row })
    .onConflictDoUpdate({ target: serviceState.corporationId, set: row });
}

/** Primary key. The row must be there. */
export async function saveServer(tx: Transaction, server: string): Promise<void> {
  await tx.update(serviceState).set({ server }).where(isOurs);
}

/** How far the database has come: the entries of all histories. Each decision adds one. */
export async function findPosition(tx: Transaction): Promise<number> {
  const [row] = await tx
    .select({ entries: sql`coalesce(sum(${corporation.auditSeq}), 0)`.mapWith(Number) })
    .from(corporation);
  return row?.entries ?? 0;
}
