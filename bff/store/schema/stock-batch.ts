import { foreignKey, instant, int, primaryKey, table, text } from '#columns';
import { corporation } from './corporation.ts';

/** Files already imported, by the SHA-256 of their bytes in hex: none is imported twice. */
export const stockBatch = table(
  'stock_batch',
  {
    corporationId: text('corporation_id').notNull(),
    batchId: text('batch_id').notNull(),
    tokens: int('tokens').notNull(),
    importedAt: instant('imported_at').notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.corporationId, row.batchId] }),
    foreignKey({ columns: [row.corporationId], foreignColumns: [corporation.corporationId] }),
  ],
);
