import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { run } from '#columns';
import type { Transaction } from '../../../../bff/store/database.ts';
import { PostgresDatabase } from '../../../../bff/store/pg/database.ts';
import { openDatabase } from '../../../../bff/store/pg/open.ts';
import { openTestDatabase } from '../../../support/database.ts';
import { insertCorporation } from '../../../support/rows.ts';

function raise(tx: Transaction, code: string): Promise<void> {
  const text = `do $$ begin raise exception using errcode = '${code}'; end $$`;
  return run(tx, sql.raw(text));
}

describe('a transaction that PostgreSQL sends back', () => {
  test.each(['40001', '40P01'])('A103: %s runs the whole work again', async (code) => {
    await using database = await openTestDatabase();
    let runs = 0;
    await database.write(async (tx) => {
      runs += 1;
      await insertCorporation(tx);
      if (runs < 3) await raise(tx, code);
    });
    expect(runs).toBe(3);
  });

  test('A103: retries end, and the answer is busy', async () => {
    await using database = await openTestDatabase();
    let runs = 0;
    const hopeless = database.write((tx) => {
      runs += 1;
      return raise(tx, '40001');
    });
    await expect(hopeless).rejects.toMatchObject({ code: 'busy' });
    expect(runs).toBe(5);
  });

  test('a full disk is told as such', async () => {
    await using database = await openTestDatabase();
    const full = database.write((tx) => raise(tx, '53100'));
    await expect(full).rejects.toMatchObject({ code: 'storage-full' });
  });

  test('without a connection the answer is busy', async () => {
    const pool = new pg.Pool({ host: '127.0.0.1', port: 1 });
    const database = new PostgresDatabase(drizzle({ client: pool }), () => pool.end());
    const never = () => Promise.resolve('never');
    await expect(database.write(never)).rejects.toMatchObject({ code: 'busy' });
    await expect(database.read(never)).rejects.toMatchObject({ code: 'busy' });
    await database.close();
  });

  test('A104: a connection lost at commit leaves the outcome unknown', async () => {
    await using database = await openTestDatabase();
    const lost = database.write(async (tx) => {
      for (const each of breakingAtCommit) await run(tx, sql.raw(each));
    });
    await expect(lost).rejects.toMatchObject({ code: 'outcome-unknown' });
  });
});

/** A deferred trigger: work succeeds, and COMMIT answers with connection_failure. */
const breakingAtCommit = [
  'create table "doomed" ("id" int)',
  `create function "break_off"() returns trigger language plpgsql as
    $$ begin raise exception using errcode = '08006'; end $$`,
  `create constraint trigger "doomed_breaks" after insert on "doomed"
    deferrable initially deferred for each row execute function "break_off"()`,
  'insert into "doomed" values (1)',
];

test('a url of the other dialect is refused', async () => {
  await expect(openDatabase({ url: 'file:x.db' })).rejects.toThrow('--conditions=pg');
});
