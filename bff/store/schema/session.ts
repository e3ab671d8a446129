import { sql } from 'drizzle-orm';
import { check, foreignKey, index, instant, primaryKey, table, text } from '#columns';
import { sessionEnds } from '../../contract/session.ts';
import { corporation } from './corporation.ts';

/**
 * A browser's session. The cookie's value is never stored, only its SHA-256 in hex. A session that was
 * ended stays until `expiresAt`, so that a page that still has its cookie is told why.
 */
export const session = table(
  'session',
  {
    corporationId: text('corporation_id').notNull(),
    sessionHash: text('session_hash').notNull(),
    customerId: text('customer_id').notNull(),
    /** The portal's own session id (`sid`), for its logout. */
    portalSessionId: text('portal_session_id').notNull(),
    /** When the portal last saw the person's password (`auth_time`). */
    authenticatedAt: instant('authenticated_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Both null while it may be used. */
    endedAt: instant('ended_at'),
    endedBy: text('ended_by', { enum: sessionEnds }),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.sessionHash] }),
    foreignKey({ columns: [row.corporationId], foreignColumns: [corporation.corporationId] }),
    index('session_expiry').on(row.expiresAt),
    index('session_member').on(row.corporationId, row.customerId),
    index('session_portal').on(row.corporationId, row.portalSessionId),
    check('session_end', sql`(${row.endedAt} is null) = (${row.endedBy} is null)`),
  ],
);

/** Portal assertions already used (`jti`), kept until they would have expired anyway. */
export const usedAssertion = table(
  'used_assertion',
  {
    corporationId: text('corporation_id').notNull(),
    assertionId: text('assertion_id').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.assertionId] }),
    index('used_assertion_expiry').on(row.expiresAt),
  ],
);
