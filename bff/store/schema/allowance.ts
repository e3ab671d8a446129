import { sql } from 'drizzle-orm';
import { check, instant, int, primaryKey, table, text } from '#columns';

/** What an actor may do only so often, and what doing it more often is refused with. */
export const allowanceKinds = ['unknown-token-id', 'registration-code'] as const;

/** How often an actor did it since `windowStart`. */
export const allowance = table(
  'allowance',
  {
    corporationId: text('corporation_id').notNull(),
    actorId: text('actor_id').notNull(),
    kind: text('kind', { enum: allowanceKinds }).notNull(),
    count: int('count').notNull(),
    windowStart: instant('window_start').notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.actorId, row.kind] }),
    check('allowance_kind', sql`${row.kind} in ('unknown-token-id', 'registration-code')`),
  ],
);
