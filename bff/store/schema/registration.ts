import { sql } from 'drizzle-orm';
import { check, foreignKey, instant, primaryKey, table, text, uniqueIndex } from '#columns';
import { chosenModes } from '../../contract/usage-mode.ts';
import { holderKinds } from '../../otp/holder.ts';
import { corporation } from './corporation.ts';
import { token } from './token.ts';

/**
 * Who holds which token. A holder has one token (primary key), a token one holder (unique), and
 * the foreign key on the mode lets no registration survive a change of mode: invariants 4 and 5
 * stand here and not in code. `customerId` is empty for the corporation; others are members, by a
 * key of migration 0004.
 */
export const registration = table(
  'registration',
  {
    corporationId: text('corporation_id').notNull(),
    customerId: text('customer_id').notNull(),
    holderKind: text('holder_kind', { enum: holderKinds }).notNull(),
    mode: text('mode', { enum: chosenModes }).notNull(),
    tokenId: text('token_id').notNull(),
    registeredAt: instant('registered_at').notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.customerId] }),
    uniqueIndex('registration_token').on(row.corporationId, row.tokenId),
    uniqueIndex('registration_master')
      .on(row.corporationId)
      .where(sql`holder_kind = 'master'`),
    foreignKey({
      columns: [row.corporationId, row.mode],
      foreignColumns: [corporation.corporationId, corporation.mode],
    }),
    foreignKey({
      columns: [row.corporationId, row.tokenId],
      foreignColumns: [token.corporationId, token.tokenId],
    }),
    check(
      'registration_holder',
      sql`(${row.mode} = 'shared') = (${row.holderKind} = 'corporation') and (${row.holderKind} = 'corporation') = (${row.customerId} = '')`,
    ),
  ],
);
