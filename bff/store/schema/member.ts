import { sql } from 'drizzle-orm';
import { check, foreignKey, index, int, primaryKey, table, text, uniqueIndex } from '#columns';
import { roles } from '../../contract/member.ts';
import { corporation } from './corporation.ts';

/** A member as the portal's directory last told. `nameFolded` is the name blind to width and case. */
export const member = table(
  'member',
  {
    corporationId: text('corporation_id').notNull(),
    customerId: text('customer_id').notNull(),
    name: text('name').notNull(),
    nameFolded: text('name_folded').notNull(),
    role: text('role', { enum: roles }).notNull(),
    /** 0 for the master, 1 for users: the list's first sort key. */
    rank: int('rank').notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.customerId] }),
    foreignKey({ columns: [row.corporationId], foreignColumns: [corporation.corporationId] }),
    uniqueIndex('member_master')
      .on(row.corporationId)
      .where(sql`rank = 0`),
    index('member_list').on(row.corporationId, row.rank, row.customerId),
    check('member_rank', sql`${row.rank} in (0, 1)`),
    check('member_role', sql`${row.role} in ('administrator', 'approver', 'general')`),
  ],
);
