import { sql } from 'drizzle-orm';
import { check, foreignKey, index, instant, primaryKey, table, text } from '#columns';
import { registrationEvents } from '../../contract/member.ts';
import { corporation } from './corporation.ts';

/**
 * What became of a holder's registration, one row for each holder a change touched; S-60 shows it.
 * `customerId` is empty for the corporation.
 */
export const registrationEvent = table(
  'registration_event',
  {
    corporationId: text('corporation_id').notNull(),
    receiptNumber: text('receipt_number').notNull(),
    customerId: text('customer_id').notNull(),
    event: text('event', { enum: registrationEvents }).notNull(),
    tokenId: text('token_id').notNull(),
    at: instant('at').notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.receiptNumber, row.customerId, row.event] }),
    foreignKey({ columns: [row.corporationId], foreignColumns: [corporation.corporationId] }),
    index('registration_event_holder').on(row.corporationId, row.customerId, row.at),
    check(
      'registration_event_known',
      sql`${row.event} in ('registered', 'replaced', 'deregistered', 'released')`,
    ),
  ],
);
