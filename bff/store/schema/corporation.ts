import { sql } from 'drizzle-orm';
import { check, instant, int, table, text, unique } from '#columns';
import { usageModes } from '../../contract/usage-mode.ts';

/**
 * A tenant. Its row is what every change locks first, so it also carries the head of the audit
 * chain. `version` grows by one with every change of mode, registration or member; an intent commits
 * only on the version it was opened on. A chosen mode has its principal's registration at every commit (I5,
 * I6), by a deferred key of migration 0007; a corporation that waits for the bank has none.
 */
export const corporation = table(
  'corporation',
  {
    corporationId: text('corporation_id').primaryKey(),
    name: text('name').notNull(),
    mode: text('mode', { enum: usageModes }).notNull().default('unset'),
    modeVersion: int('mode_version').notNull().default(0),
    version: int('version').notNull().default(0),
    auditSeq: int('audit_seq').notNull().default(0),
    auditHash: text('audit_hash').notNull(),
    /** Codes that a token could have shown at this instant, or before, are refused; 0: no fence. */
    fencedAt: instant('fenced_at').notNull().default(0),
    /** The same after a restore, when not even the drift of a token's row is trusted. */
    restoredAt: instant('restored_at').notNull().default(0),
    /**
     * Since when a master without a token waits for the bank's reset; null: nobody waits. Users' tokens
     * go on meanwhile, and nothing can be changed.
     */
    waitingSince: instant('waiting_since'),
  },
  (row) => [
    // What registration's foreign key points at: a registration can't outlive its mode. A constraint
    // and no index, because PostgreSQL must have it before the foreign key.
    unique('corporation_mode').on(row.corporationId, row.mode),
    check('corporation_mode_known', sql`${row.mode} in ('unset', 'separate', 'shared')`),
    check('corporation_waits', sql`${row.waitingSince} is null or ${row.mode} = 'separate'`),
  ],
);
