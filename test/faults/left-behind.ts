// What a killed process has left on disk, read from a copy: the next start shall find the file and
// its log exactly as they were left. SQLite itself says what is committed.
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import Libsql from 'libsql';
import { entryHash, genesisHash } from '../../bff/audit/chain.ts';
import { environment } from './bank.ts';

/** A corporation as its tables tell it. */
export interface Left {
  mode: string;
  version: number;
  /** Token id of each holder; '' is the corporation. */
  held: Record<string, string>;
  /** Whether an intent waits, and how far it is. */
  live: 'none' | 'open' | 'proved';
  /** Ids of committed intents with their receipt numbers. */
  receipts: Record<string, string>;
  notices: string[];
  /** Wrong codes since the last success, by token id and actor; none of them 0. */
  wrong: Record<string, number>;
  /** Last step by token id. */
  spent: Record<string, string>;
  /** Results of all entries in a row, by action. */
  entries: { action: string; result: string }[];
  /** What is wrong with the chain of entries; empty when it is whole. */
  faults: string[];
}

type Row = Record<string, string | number | null>;

/** Copies the database with its log and reads it all. `check` asks SQLite for every page as well. */
export function readLeftBehind(path: string): {
  integrity: string;
  corporations: Map<string, Left>;
} {
  const copy = `${path}.copy`;
  const parts = ['', '-wal', '-journal'];
  for (const part of parts) {
    rmSync(copy + part, { force: true });
    if (existsSync(path + part)) copyFileSync(path + part, copy + part);
  }
  const file = new Libsql(copy);
  try {
    const all = (sql: string) => file.prepare(sql).all() as Row[];
    const ids = all('select corporation_id as id from corporation').map(({ id }) => String(id));
    return {
      integrity: String(all('pragma integrity_check')[0]?.['integrity_check']),
      corporations: new Map(ids.map((id) => [id, readCorporation(file, id)])),
    };
  } finally {
    file.close();
  }
}

function readCorporation(file: Libsql.Database, id: string): Left {
  const all = (sql: string) => file.prepare(sql).all(id) as Row[];
  const [found] = all('select * from corporation where corporation_id = ?');
  const intents = all('select * from intent where corporation_id = ?');
  const entries = all('select * from audit_entry where corporation_id = ? order by seq');
  return {
    mode: String(found?.['mode']),
    version: Number(found?.['version']),
    held: pairs(
      all('select * from registration where corporation_id = ?'),
      ({ customer_id: holder, token_id: token }) => [String(holder), String(token)],
    ),
    live: liveOf(intents),
    receipts: pairs(
      intents.filter(({ state }) => state === 'committed'),
      ({ intent_id: intent, receipt }) => [String(intent), receiptNumber(String(receipt))],
    ),
    notices: all('select * from notice where corporation_id = ?').map((row) =>
      String(row['notice_id']),
    ),
    wrong: pairs(
      all("select * from attempt where corporation_id = ? and consecutive > 0 and actor_id <> ''"),
      ({ token_id: token, actor_id: actor, consecutive }) => [
        `${String(token)} ${String(actor)}`,
        Number(consecutive),
      ],
    ),
    spent: pairs(
      all('select token_id, cast(last_step as text) as step from token where corporation_id = ?'),
      ({ token_id: token, step }) => [String(token), String(step)],
    ),
    entries: entries.map(({ action, entry }) => ({
      action: String(action),
      result: (JSON.parse(String(entry)) as { result: string }).result,
    })),
    faults: faultsOf(id, entries, found),
  };
}

function faultsOf(id: string, entries: readonly Row[], head: Row | undefined): string[] {
  const faults: string[] = [];
  let before = genesisHash(environment, id);
  for (const [index, row] of entries.entries()) {
    const expected = entryHash(environment, id, index + 1, before, String(row['entry']));
    if (row['seq'] !== index + 1) faults.push(`gap before ${String(row['seq'])}`);
    if (row['prev_hash'] !== before || row['entry_hash'] !== expected)
      faults.push(`entry ${String(row['seq'])} does not follow`);
    before = expected;
  }
  if (head?.['audit_seq'] !== entries.length || head['audit_hash'] !== before)
    faults.push('the head is not the last entry');
  return faults;
}

function liveOf(intents: readonly Row[]): Left['live'] {
  const live = intents.filter(({ state }) => state === 'open' || state === 'proved');
  if (live.length > 1) throw new Error('two intents wait at once');
  const [state] = live.map((row) => row['state']);
  return state === 'open' || state === 'proved' ? state : 'none';
}

function receiptNumber(receipt: string): string {
  return (JSON.parse(receipt) as { number: string }).number;
}

function pairs<T>(rows: readonly Row[], pair: (row: Row) => [string, T]): Record<string, T> {
  return Object.fromEntries(rows.map(pair));
}
