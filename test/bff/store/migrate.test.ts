import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { dialect, run } from '#columns';
import { migrate } from '../../../bff/store/migrate.ts';
import { openTestDatabase } from '../../support/database.ts';
import { insertCorporation } from '../../support/rows.ts';

const root = join(import.meta.dirname, '../../..');

test('migrating twice changes nothing the second time', async () => {
  await using database = await openTestDatabase();
  await database.write((tx) => insertCorporation(tx));
  await migrate(database);
  await expect(database.write((tx) => insertCorporation(tx))).rejects.toMatchObject({
    rule: 'unique',
  });
});

test('a database of another version is refused', async () => {
  await using database = await openTestDatabase();
  await database.write((tx) => run(tx, sql`insert into "migration" values (99, 'from later')`));
  await expect(migrate(database)).rejects.toThrow('another version');
  await database.write((tx) => run(tx, sql`delete from "migration" where "number" = 99`));
});

test('A115 a migration that dies half way leaves nothing', async () => {
  await using database = await openTestDatabase();
  // All that is missing comes in one transaction: undone here as a dying process would undo it.
  const half = database.write(async (tx) => {
    await run(tx, sql`create table "half" ("a" bigint)`);
    throw new Error('died');
  });
  await expect(half).rejects.toThrow('died');
  await migrate(database);
  const again = database.write((tx) => run(tx, sql`create table "half" ("a" bigint)`));
  await expect(again).resolves.toBeUndefined();
});

test('the migrations make exactly the schema', async () => {
  const committed = join(root, 'bff/store/migrations', dialect);
  const out = await mkdtemp(join(tmpdir(), 'otp-madoguchi-'));
  await cp(committed, out, { recursive: true });
  await generate(out);
  expect(await readdir(out)).toEqual(await readdir(committed));
  await rm(out, { recursive: true });
});

/** Lets drizzle-kit write what the schema has and the migrations in `out` lack. */
async function generate(out: string): Promise<void> {
  const isPostgres = dialect === 'pg';
  const conditions = isPostgres ? '--conditions=source --conditions=pg' : '--conditions=source';
  await promisify(execFile)(
    process.execPath,
    [
      join(root, 'node_modules/drizzle-kit/bin.cjs'),
      'generate',
      `--dialect=${isPostgres ? 'postgresql' : 'sqlite'}`,
      '--schema=./bff/store/schema/index.ts',
      `--out=${out}`,
    ],
    { cwd: root, env: { ...process.env, NODE_OPTIONS: conditions } },
  );
}
