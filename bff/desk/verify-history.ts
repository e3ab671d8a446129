// The history of a database, verified from the first entry to the tables: what `otp-madoguchi audit
// verify` runs. Reads one snapshot and changes nothing.
import type { HistorySource } from '../audit/corporation-tables.ts';
import { type HistoryReport, verifyHistory } from '../audit/verify-history.ts';
import type { AuditRow } from '../store/audit-store.ts';
import type { Corporation } from '../store/corporation-store.ts';
import type { Database, Transaction } from '../store/database.ts';
import {
  findStrayHistories,
  pageOfCorporations,
  pageOfEntries,
  readTables,
} from '../store/history-store.ts';

export type { HistoryReport } from '../audit/verify-history.ts';

/** Rows in memory at a time. */
const pageLength = 1000;

export async function verifyDatabase(
  environment: string,
  database: Pick<Database, 'read'>,
): Promise<HistoryReport> {
  return database.read((tx) => verifyHistory(environment, sourceOf(tx)));
}

function sourceOf(tx: Transaction): HistorySource {
  return {
    corporations: () => allCorporations(tx),
    entries: (corporationId) => allEntries(tx, corporationId),
    tables: (corporationId) => readTables(tx, corporationId),
    strays: () => findStrayHistories(tx),
  };
}

async function* allCorporations(tx: Transaction): AsyncGenerator<Corporation> {
  let after = '';
  for (;;) {
    const rows = await pageOfCorporations(tx, after, pageLength);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.corporationId;
  }
}

async function* allEntries(tx: Transaction, corporationId: string): AsyncGenerator<AuditRow[]> {
  let after = 0;
  for (;;) {
    const rows = await pageOfEntries(tx, corporationId, after, pageLength);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.seq;
  }
}
