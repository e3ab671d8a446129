import { instant, int, primaryKey, table, text } from '#columns';

/** How often an actor named a token that can't be registered, since `windowStart`. */
export const probe = table(
  'probe',
  {
    corporationId: text('corporation_id').notNull(),
    actorId: text('actor_id').notNull(),
    count: int('count').notNull(),
    windowStart: instant('window_start').notNull(),
  },
  (row) => [primaryKey({ columns: [row.corporationId, row.actorId] })],
);
