import { foreignKey, index, instant, json, primaryKey, table, text } from '#columns';
import type { ProblemCode, ProblemFacts } from '../../contract/problem.ts';
import { corporation } from './corporation.ts';

/** The verdict that a client was given, as it is told again. */
export type StoredVerdict =
  | { accepted: true; verifiedAt: string }
  | { accepted: false; code: ProblemCode; facts: ProblemFacts };

/**
 * What a portal's server asked about a code, and what it was told. The same request again gets the
 * same verdict and charges nothing.
 */
export const verification = table(
  'verification',
  {
    corporationId: text('corporation_id').notNull(),
    clientId: text('client_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    /** Keyed digest of what was asked: another request under this key is refused. */
    requestDigest: text('request_digest').notNull(),
    verdict: json<StoredVerdict>('verdict').notNull(),
    answeredAt: instant('answered_at').notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.clientId, row.idempotencyKey] }),
    index('verification_answered').on(row.corporationId, row.answeredAt),
    foreignKey({ columns: [row.corporationId], foreignColumns: [corporation.corporationId] }),
  ],
);
