// PostgreSQL for tests. Creating a cluster takes 3 s, loading one 0.3 s and emptying one 10 ms; so a
// migrated cluster is kept on disk for all test files, and an instance for all tests of a file.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Database } from '../../bff/store/database.ts';
import { migrate } from '../../bff/store/migrate.ts';
import { PostgresDatabase } from '../../bff/store/pg/database.ts';
import { disposable, type TestDatabase } from './database.ts';

const root = join(import.meta.dirname, '../..');
const cache = join(root, 'node_modules/.cache/otp-madoguchi');

/** Emptied and free for the next test. */
const idle: PGlite[] = [];

export async function openPglite(): Promise<TestDatabase> {
  const pglite = idle.pop() ?? (await PGlite.create({ loadDataDir: await migratedCluster() }));
  return disposable(databaseOn(pglite), async () => {
    await empty(pglite);
    idle.push(pglite);
  });
}

/** The adapter of the real service, on PGlite instead of a pool. */
export function databaseOn(pglite: PGlite): Database {
  const adapter: Database<unknown> = new PostgresDatabase(drizzle({ client: pglite }), () =>
    Promise.resolve(),
  );
  return adapter as Database;
}

async function empty(pglite: PGlite): Promise<void> {
  await pglite.exec(`do $$ declare names text; begin
    select string_agg(quote_ident(tablename), ', ') into names
      from pg_tables where schemaname = 'public' and tablename <> 'migration';
    set local session_replication_role = replica;
    execute 'truncate ' || names;
  end $$`);
}

async function migratedCluster(): Promise<Blob> {
  const migrations = readMigrationFiles({
    migrationsFolder: join(root, 'bff/store/migrations/pg'),
  });
  const key = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16);
  const path = join(cache, `pglite-${key}.tar`);
  try {
    return new Blob([await readFile(path)]);
  } catch {
    return keepCluster(path);
  }
}

async function keepCluster(path: string): Promise<Blob> {
  const pglite = await PGlite.create();
  await migrate(databaseOn(pglite));
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  await mkdir(cache, { recursive: true });
  // Written aside and renamed: another test file may be looking for it now.
  await writeFile(`${path}.${process.pid}`, dump.stream());
  await rename(`${path}.${process.pid}`, path);
  return dump;
}
