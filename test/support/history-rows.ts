// A bank's rows in memory, to be changed at will where no trigger stands in the way, and read by the
// verifier as it reads a database.
import { asc } from 'drizzle-orm';
import type { CorporationTables, HistorySource } from '../../bff/audit/corporation-tables.ts';
import type { AuditRow } from '../../bff/store/audit-store.ts';
import type { Corporation } from '../../bff/store/corporation-store.ts';
import type { Database } from '../../bff/store/database.ts';
import { readTables } from '../../bff/store/history-store.ts';
import { auditEntry, corporation } from '../../bff/store/schema/index.ts';

export interface HistoryRows {
  corporations: Corporation[];
  /** Of each corporation that has any. */
  entries: Map<string, AuditRow[]>;
  tables: Map<string, CorporationTables>;
}

export function readRows(database: Pick<Database, 'read'>): Promise<HistoryRows> {
  return database.read(async (tx) => {
    const corporations = await tx
      .select()
      .from(corporation)
      .orderBy(asc(corporation.corporationId));
    const all = await tx.select().from(auditEntry).orderBy(asc(auditEntry.seq));
    const tables = new Map<string, CorporationTables>();
    for (const { corporationId } of corporations)
      tables.set(corporationId, await readTables(tx, corporationId));
    return { corporations, entries: Map.groupBy(all, (row) => row.corporationId), tables };
  });
}

/** A copy whose every row may be changed. */
export function copyOf(rows: HistoryRows): HistoryRows {
  return structuredClone(rows);
}

/** Pages of a few entries, so that a fault may lie on either side of a page's end. */
const pageLength = 7;

export function sourceOf({ corporations, entries, tables }: HistoryRows): HistorySource {
  return {
    corporations: () => each(corporations),
    entries: (corporationId) => each(pagesOf(entries.get(corporationId) ?? [])),
    tables: (corporationId) => {
      const found = tables.get(corporationId);
      return found === undefined
        ? Promise.reject(new Error(corporationId))
        : Promise.resolve(found);
    },
    strays: () => {
      const known = new Set(corporations.map(({ corporationId }) => corporationId));
      const named = [...entries].filter(([, rows]) => rows.length > 0).map(([id]) => id);
      return Promise.resolve(named.filter((id) => !known.has(id)));
    },
  };
}

/** As a database gives them: in the order of their numbers. */
function pagesOf(rows: readonly AuditRow[]): AuditRow[][] {
  const sorted = [...rows].sort((a, b) => a.seq - b.seq);
  return Array.from({ length: Math.ceil(sorted.length / pageLength) }, (_, page) =>
    sorted.slice(page * pageLength, (page + 1) * pageLength),
  );
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}
