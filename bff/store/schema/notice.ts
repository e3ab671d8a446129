import { foreignKey, index, instant, json, primaryKey, table, text } from '#columns';
import type { Receipt } from '../../contract/intent.ts';
import { corporation } from './corporation.ts';

/** The outbox: what the corporation will be told. Written with the change, sent after it. */
export const notice = table(
  'notice',
  {
    corporationId: text('corporation_id').notNull(),
    /** The receipt number: one notice a change, and the receiver's key against doubles. */
    noticeId: text('notice_id').notNull(),
    receipt: json<Receipt>('receipt').notNull(),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.noticeId] }),
    foreignKey({ columns: [row.corporationId], foreignColumns: [corporation.corporationId] }),
    index('notice_unsent').on(row.sentAt, row.createdAt),
  ],
);
