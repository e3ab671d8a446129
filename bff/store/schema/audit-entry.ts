import { foreignKey, instant, int, primaryKey, table, text } from '#columns';
import { corporation } from './corporation.ts';

/**
 * One line of a corporation's history, gapless from 1 and chained by hash from the first row on.
 * `entry` is the exact canonical JSON (RFC 8785) that `entryHash` covers.
 */
export const auditEntry = table(
  'audit_entry',
  {
    corporationId: text('corporation_id').notNull(),
    seq: int('seq').notNull(),
    at: instant('at').notNull(),
    action: text('action').notNull(),
    /** Customer id whose registration it is about; empty for the corporation. */
    targetId: text('target_id').notNull(),
    entry: text('entry').notNull(),
    prevHash: text('prev_hash').notNull(),
    entryHash: text('entry_hash').notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.seq] }),
    foreignKey({ columns: [row.corporationId], foreignColumns: [corporation.corporationId] }),
  ],
);
