import { sql } from 'drizzle-orm';
import { check, instant, primaryKey, table, text } from '#columns';
import { fenceReasons } from '../../otp/fence.ts';

/**
 * When and why a fence was raised, for one corporation or, with the empty id, for all. What is
 * enforced stands in the corporation's row; this is its history.
 */
export const fence = table(
  'fence',
  {
    corporationId: text('corporation_id').notNull(),
    raisedAt: instant('raised_at').notNull(),
    reason: text('reason', { enum: fenceReasons }).notNull(),
    /** What the operator wrote; empty where the service raised it by itself. */
    note: text('note').notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.raisedAt, row.reason] }),
    check(
      'fence_reason',
      sql`${row.reason} in ('unclean-start', 'restore', 'promotion', 'clock-went-back', 'operator')`,
    ),
  ],
);
