import { sql } from 'drizzle-orm';
import { check, instant, table, text } from '#columns';

/** Whether a service has this database open, or closed it in good order. */
export const serviceStates = ['running', 'stopped'] as const;

/**
 * One row, with the empty corporation id: what a start compares itself with, to notice that the
 * last run ended badly, that the clock went back meanwhile, or that this is another server.
 */
export const serviceState = table(
  'service_state',
  {
    corporationId: text('corporation_id').primaryKey(),
    state: text('state', { enum: serviceStates }).notNull(),
    /** The newest instant at which the service was seen running. */
    seenAt: instant('seen_at').notNull(),
    /** Names the server and its timeline (PostgreSQL); empty for a libSQL file. */
    server: text('server').notNull(),
  },
  (row) => [check('service_state_known', sql`${row.state} in ('running', 'stopped')`)],
);
