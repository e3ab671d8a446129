import { eq, sql } from 'drizzle-orm';
import { locked } from '#columns';
import type { UsageMode } from '../contract/usage-mode.ts';
import type { Transaction } from './database.ts';
import { corporation } from './schema/index.ts';
import { first, statement } from './statement.ts';

export type Corporation = typeof corporation.$inferSelect;

/** Where the corporation's audit chain ends. */
type AuditHead = Pick<Corporation, 'corporationId' | 'auditSeq' | 'auditHash'>;

/** Primary key. */
export async function findCorporation(
  tx: Transaction,
  corporationId: string,
): Promise<Corporation | undefined> {
  const [found] = await tx
    .select()
    .from(corporation)
    .where(eq(corporation.corporationId, corporationId));
  return found;
}

/**
 * Finds a corporation and holds it until the transaction ends. Every change begins here, so that
 * two changes of one corporation come one after the other. Primary key.
 */
export async function lockCorporation(
  tx: Transaction,
  corporationId: string,
): Promise<Corporation | undefined> {
  return first(lockById(tx), { corporationId });
}

const lockById = statement((tx) =>
  locked(
    tx
      .select()
      .from(corporation)
      .where(eq(corporation.corporationId, sql.placeholder('corporationId'))),
  ),
);

/**
 * Moves the corporation to its next version, and to another mode where one is given. Whether it waits
 * for the bank stays as it is unless `waitingSince` is given. Primary key.
 */
export async function advanceCorporation(
  tx: Transaction,
  before: Corporation,
  mode: UsageMode,
  waitingSince: number | null = before.waitingSince,
): Promise<Corporation> {
  const version = before.version + 1;
  const modeVersion = before.modeVersion + (mode === before.mode ? 0 : 1);
  await tx
    .update(corporation)
    .set({ mode, version, modeVersion, waitingSince })
    .where(eq(corporation.corporationId, before.corporationId));
  return { ...before, mode, version, modeVersion, waitingSince };
}

/** Primary key. */
export async function saveAuditHead(
  tx: Transaction,
  { corporationId, auditSeq, auditHash }: AuditHead,
): Promise<void> {
  await saveHead(tx).execute({ corporationId, auditSeq, auditHash });
}

const saveHead = statement((tx) =>
  tx
    .update(corporation)
    .set({
      auditSeq: sql`${sql.placeholder('auditSeq')}`,
      auditHash: sql`${sql.placeholder('auditHash')}`,
    })
    .where(eq(corporation.corporationId, sql.placeholder('corporationId'))),
);
