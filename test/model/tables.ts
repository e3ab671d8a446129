// What the database really holds, read with SQL of our own, in the model's shape: the two are compared
// row by row after every transaction of a story.
import assert from 'node:assert/strict';
import type { Bank } from './bank.ts';
import type { World } from './world.ts';

export type Row = Record<string, unknown>;

/** All rows of all tables that a story can change, each list in the order of its key. */
export interface Tables {
  corporations: Row[];
  members: Row[];
  tokens: Row[];
  registrations: Row[];
  attempts: Row[];
  allowances: Row[];
  intents: Row[];
  notices: Row[];
}

const columns = {
  corporations: [
    'corporation',
    'corporation_id mode mode_version version waiting_since fenced_at restored_at',
  ],
  members: ['member', 'corporation_id customer_id rank'],
  tokens: ['token', 'corporation_id token_id kind period last_step drift state settled_at'],
  registrations: ['registration', 'corporation_id customer_id holder_kind mode token_id'],
  attempts: [
    'attempt',
    'corporation_id token_id actor_id consecutive recent paused_until disabled_at',
  ],
  allowances: ['allowance', 'corporation_id actor_id kind count window_start'],
  intents: [
    'intent',
    'corporation_id intent_id state operation version expires_at proved_token_id proved_step ' +
      'committed_token_id receipt',
  ],
  notices: ['notice', 'corporation_id notice_id receipt'],
} as const;

export function readTables(bank: Bank): Tables {
  const read = (name: keyof typeof columns): Row[] => {
    const [table, list] = columns[name];
    const names = list.split(' ');
    const rows = bank.rows(`select ${names.join(', ')} from ${table} order by 1, 2, 3`);
    return rows.map((row) => Object.fromEntries(names.map((each, at) => [each, plain(row[at])])));
  };
  return {
    corporations: read('corporations'),
    members: read('members'),
    tokens: read('tokens'),
    registrations: read('registrations'),
    attempts: read('attempts'),
    allowances: read('allowances'),
    intents: read('intents'),
    notices: read('notices'),
  };
}

/** Small numbers as numbers, counters of 64 bits as they are. */
function plain(value: unknown): unknown {
  return typeof value === 'bigint' && value < 2n ** 53n ? Number(value) : value;
}

/** @throws {AssertionError} with the difference, if the tables are not what the model expects. */
export function compareTables(
  tables: Tables,
  world: World,
  idOf: (change: number) => string,
): void {
  assert.deepEqual(summaryOf(tables), predict(world, idOf), 'the tables differ from the model');
}

/** Of everything that has a random name only what is not random. */
function summaryOf(tables: Tables): Record<string, unknown> {
  const { corporations, members, tokens, registrations, attempts, allowances, intents } = tables;
  const by = (rows: Row[], key: string[], values: string[]) =>
    Object.fromEntries(
      rows.map((row) => [
        key.map((each) => row[each]).join('/'),
        values.map((each) => String(row[each])).join(' '),
      ]),
    );
  const corporation = [
    'mode',
    'mode_version',
    'version',
    'waiting_since',
    'fenced_at',
    'restored_at',
  ];
  return {
    corporations: by(corporations, ['corporation_id'], corporation),
    members: by(members, ['corporation_id', 'customer_id'], ['rank']),
    tokens: by(
      tokens,
      ['corporation_id', 'token_id'],
      ['last_step', 'drift', 'state', 'settled_at'],
    ),
    registrations: by(registrations, ['corporation_id', 'customer_id'], ['token_id']),
    attempts: by(
      attempts,
      ['corporation_id', 'token_id', 'actor_id'],
      ['consecutive', 'recent', 'paused_until', 'disabled_at'],
    ),
    allowances: by(allowances, ['corporation_id', 'actor_id', 'kind'], ['count', 'window_start']),
    intents: by(intents, ['intent_id'], ['state', 'operation', 'version', 'expires_at']),
  };
}

function predict(world: World, idOf: (change: number) => string): Record<string, unknown> {
  const corporations = Object.values(world.corporations);
  const each = (rowsOf: (corporation: (typeof corporations)[number]) => [string, string][]) =>
    Object.fromEntries(
      corporations.flatMap((one) =>
        rowsOf(one).map(([name, row]) => [`${one.corporationId}/${name}`, row]),
      ),
    );
  return {
    corporations: Object.fromEntries(
      corporations.map((one) => [
        one.corporationId,
        [one.mode, one.modeVersion, one.version, one.waitingSince, one.fencedAt, one.restoredAt]
          .map(String)
          .join(' '),
      ]),
    ),
    members: each(({ members, master }) => members.map((id) => [id, id === master ? '0' : '1'])),
    tokens: each(({ tokens }) =>
      Object.entries(tokens).map(([id, { lastStep, drift, state, settledAt }]) => [
        id,
        [lastStep, drift, state, settledAt].join(' '),
      ]),
    ),
    registrations: each(({ holders }) => Object.entries(holders)),
    attempts: each(({ attempts }) =>
      Object.entries(attempts).map(([name, row]) => [
        name,
        [row.consecutive, JSON.stringify(row.recent), row.pausedUntil, row.disabledAt].join(' '),
      ]),
    ),
    allowances: each(({ allowances }) =>
      Object.entries(allowances).map(([name, row]) => [
        name,
        [row.count, row.windowStart].join(' '),
      ]),
    ),
    intents: Object.fromEntries(
      world.changes.map(({ number, state, operation, version, expiresAt }) => [
        idOf(number),
        [state, operation, version, expiresAt].join(' '),
      ]),
    ),
  };
}

/** Rows that are in both lists, by their key. */
export function pairs(before: Row[], after: Row[], key: string[]): [Row, Row][] {
  const nameOf = (row: Row) => key.map((each) => String(row[each])).join('/');
  const known = new Map(before.map((row) => [nameOf(row), row]));
  return after.flatMap((is): [Row, Row][] => {
    const was = known.get(nameOf(is));
    return was === undefined ? [] : [[was, is]];
  });
}
