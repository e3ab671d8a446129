import { and, eq } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { probe } from './schema/index.ts';

type Prober = Pick<typeof probe.$inferSelect, 'corporationId' | 'actorId'>;
export type Probes = Pick<typeof probe.$inferSelect, 'count' | 'windowStart'>;

/** Primary key. */
export async function findProbes(tx: Transaction, who: Prober): Promise<Probes> {
  const [found] = await tx
    .select({ count: probe.count, windowStart: probe.windowStart })
    .from(probe)
    .where(and(eq(probe.corporationId, who.corporationId), eq(probe.actorId, who.actorId)));
  return found ?? { count: 0, windowStart: 0 };
}

/** Primary key. */
export async function saveProbes(tx: Transaction, who: Prober, probes: Probes): Promise<void> {
  await tx
    .insert(probe)
    .values({ ...who, ...probes })
    .onConflictDoUpdate({ target: [probe.corporationId, probe.actorId], set: probes });
}
