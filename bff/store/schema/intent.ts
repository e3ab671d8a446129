import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
  instant,
  int,
  primaryKey,
  table,
  text,
  uniqueIndex,
  json,
} from '#columns';
import { intentStates, operations, type Receipt } from '../../contract/intent.ts';
import type { ProblemCode, ProblemFacts } from '../../contract/problem.ts';
import { chosenModes, usageModes } from '../../contract/usage-mode.ts';
import { corporation } from './corporation.ts';

/** A refusal, as it is told again. */
export interface RefusedWith {
  code: ProblemCode;
  facts: ProblemFacts;
}

/** A change that waits for its code. Everything it will do is fixed when it is opened. */
export const intent = table(
  'intent',
  {
    corporationId: text('corporation_id').notNull(),
    intentId: text('intent_id').notNull(),
    operation: text('operation', { enum: operations }).notNull(),
    state: text('state', { enum: intentStates }).notNull().default('open'),
    modeFrom: text('mode_from', { enum: usageModes }).notNull(),
    modeTo: text('mode_to', { enum: chosenModes }).notNull(),
    /** Who holds the new token, or loses his; empty for the corporation. */
    customerId: text('customer_id').notNull(),
    /** The corporation's version that was shown; another one at commit is a conflict. */
    version: int('version').notNull(),
    actorId: text('actor_id').notNull(),
    sessionHash: text('session_hash').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    openedAt: instant('opened_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** The token in use and the step its code spent; set by the proof. */
    provedTokenId: text('proved_token_id'),
    provedStep: bigint('proved_step'),
    /** Set by the commit, and answered again to whoever asks again. */
    committedTokenId: text('committed_token_id'),
    /** Keyed digest of what was sent with the commit: a repeat must say the same. */
    committedDigest: text('committed_digest'),
    /** Keyed digest of the latest attempt that came with a key, and what it was refused with. */
    attemptDigest: text('attempt_digest'),
    attemptRefusal: json<RefusedWith>('attempt_refusal'),
    receipt: json<Receipt>('receipt'),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.intentId] }),
    foreignKey({ columns: [row.corporationId], foreignColumns: [corporation.corporationId] }),
    // One change at a time for each administrator: opening a second voids the first.
    uniqueIndex('intent_live')
      .on(row.corporationId, row.actorId)
      .where(sql`state in ('open', 'proved')`),
    uniqueIndex('intent_idempotency').on(row.corporationId, row.actorId, row.idempotencyKey),
    check('intent_receipt', sql`(${row.state} = 'committed') = (${row.receipt} is not null)`),
  ],
);
