import { sql } from 'drizzle-orm';
import {
  bigint,
  bytes,
  check,
  foreignKey,
  instant,
  int,
  primaryKey,
  table,
  text,
  uniqueIndex,
} from '#columns';
import { hashAlgorithms, tokenKinds, tokenStates } from '../../otp/token.ts';
import { corporation } from './corporation.ts';

/**
 * A device or app that the bank handed to a corporation. Kind, digits, period and hash came with
 * the stock and never change. `lastStep` is the newest accepted time step (TOTP) or the newest
 * accepted counter (HOTP); it only grows.
 */
export const token = table(
  'token',
  {
    corporationId: text('corporation_id').notNull(),
    tokenId: text('token_id').notNull(),
    kind: text('kind', { enum: tokenKinds }).notNull(),
    algorithm: text('algorithm', { enum: hashAlgorithms }).notNull(),
    digits: int('digits').$type<6 | 8>().notNull(),
    /** Seconds; 0 for HOTP. */
    period: int('period').notNull(),
    sealedSecret: bytes('sealed_secret').notNull(),
    keyVersion: int('key_version').notNull(),
    lastStep: bigint('last_step').notNull(),
    drift: int('drift').notNull().default(0),
    /** When the bank's desk last saw two codes of it in a row; 0: never. */
    settledAt: instant('settled_at').notNull().default(0),
    state: text('state', { enum: tokenStates }).notNull().default('stock'),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.tokenId] }),
    foreignKey({ columns: [row.corporationId], foreignColumns: [corporation.corporationId] }),
    check('token_state', sql`${row.state} in ('stock', 'held', 'disabled', 'retired')`),
    check('token_digits', sql`${row.digits} in (6, 8)`),
    check('token_last_step', sql`${row.lastStep} >= -1`),
    check('token_drift', sql`${row.drift} between -20 and 20`),
  ],
);

/**
 * The one table that does not lead with the corporation: which corporation a token id belongs to,
 * and a keyed digest of its secret, so that neither an id nor a secret is ever handed out twice.
 */
export const tokenLocation = table(
  'token_location',
  {
    tokenId: text('token_id').primaryKey(),
    corporationId: text('corporation_id').notNull(),
    secretDigest: text('secret_digest').notNull(),
  },
  (row) => [uniqueIndex('token_location_secret').on(row.secretDigest)],
);
