import { foreignKey, instant, int, primaryKey, table, text } from '#columns';
import { corporation } from './corporation.ts';

/**
 * A refusal that can be repeated without limit. The first one is entered into the history; those that
 * follow until `until` are only counted here, and one entry tells their number afterwards.
 */
export const repeatedRefusal = table(
  'repeated_refusal',
  {
    corporationId: text('corporation_id').notNull(),
    /** What was asked: an action of the history. */
    action: text('action').notNull(),
    /** Customer id of who asked, or `portal`. */
    actorId: text('actor_id').notNull(),
    /** What it was refused for: a token id, or `session`. */
    subject: text('subject').notNull(),
    /** A problem's code. */
    result: text('result').notNull(),
    since: instant('since').notNull(),
    until: instant('until').notNull(),
    /** Beyond the first one. */
    count: int('count').notNull().default(0),
  },
  (row) => [
    primaryKey({
      columns: [row.corporationId, row.action, row.actorId, row.subject, row.result],
    }),
    foreignKey({ columns: [row.corporationId], foreignColumns: [corporation.corporationId] }),
  ],
);
