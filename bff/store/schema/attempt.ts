import { sql } from 'drizzle-orm';
import { foreignKey, instant, int, json, primaryKey, table, text } from '#columns';
import { token } from './token.ts';

/**
 * Wrong codes of one actor on one token. Belongs to the pair, never to a session or an intent. The
 * empty actor stands for all who use a shared token.
 */
export const attempt = table(
  'attempt',
  {
    corporationId: text('corporation_id').notNull(),
    tokenId: text('token_id').notNull(),
    /** Customer id of who typed; for checks that the portal asks, of the member it asks for. */
    actorId: text('actor_id').notNull(),
    /** Wrong codes since the last success. */
    consecutive: int('consecutive').notNull().default(0),
    /** Instants of the latest wrong codes, oldest first; a success does not reset them. */
    recent: json<number[]>('recent')
      .notNull()
      .default(sql`'[]'`),
    /** 0: not paused. */
    pausedUntil: instant('paused_until').notNull().default(0),
    /** Since when these attempts wait for the bank; 0: they do not. */
    disabledAt: instant('disabled_at').notNull().default(0),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.tokenId, row.actorId] }),
    foreignKey({
      columns: [row.corporationId, row.tokenId],
      foreignColumns: [token.corporationId, token.tokenId],
    }),
  ],
);
