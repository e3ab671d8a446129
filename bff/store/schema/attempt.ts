import { foreignKey, instant, int, primaryKey, table, text } from '#columns';
import { token } from './token.ts';

/** Wrong codes of one actor on one token. Belongs to the pair, never to a session or an intent. */
export const attempt = table(
  'attempt',
  {
    corporationId: text('corporation_id').notNull(),
    tokenId: text('token_id').notNull(),
    /** Customer id of who typed; for checks that the portal asks, of the member it asks for. */
    actorId: text('actor_id').notNull(),
    /** Wrong codes since the last success. */
    consecutive: int('consecutive').notNull().default(0),
    /** Wrong codes in the window that began at `windowStart`; a success does not reset it. */
    inWindow: int('in_window').notNull().default(0),
    windowStart: instant('window_start').notNull(),
    /** 0: not paused. */
    pausedUntil: instant('paused_until').notNull().default(0),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.tokenId, row.actorId] }),
    foreignKey({
      columns: [row.corporationId, row.tokenId],
      foreignColumns: [token.corporationId, token.tokenId],
    }),
  ],
);
