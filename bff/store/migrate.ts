// Brings a database to the schema of this program. Ours and not Drizzle's, because two instances may
// start at once, and because a database of a newer program must be refused, not half understood.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { sql } from 'drizzle-orm';
import { readMigrationFiles, type MigrationMeta } from 'drizzle-orm/migrator';
import { dialect, int, run, table, text, type Transaction } from '#columns';
import { StartFault } from '../errors/start-fault.ts';
import type { Database } from './database.ts';

/** Not in the schema: it must exist before the first migration does. */
const migration = table('migration', {
  number: int('number').primaryKey(),
  /** SHA-256 of the migration's text, in hex. */
  hash: text('hash').notNull(),
});

/** Any constant will do, as long as nobody else locks it. */
const migrationLock = 7_238_001;

/**
 * Applies, in one transaction, every migration that the database lacks.
 *
 * @throws {StartFault} when the database has migrations that this program does not know.
 */
export async function migrate(database: Database): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder: migrationsFolder() });
  await database.write(async (tx) => {
    await lockOut(tx);
    await run(
      tx,
      sql`create table if not exists "migration" ("number" bigint primary key, "hash" text not null)`,
    );
    const applied = await tx.select().from(migration).orderBy(migration.number);
    const isOurs = applied.every(({ hash }, index) => known[index]?.hash === hash);
    if (!isOurs)
      throw new StartFault(
        'The database was migrated by another version of this program: start that one',
      );
    await apply(tx, known, applied.length);
  });
}

/**
 * For a reader that must not migrate.
 *
 * @throws Error unless the database has exactly the schema of this program.
 */
export async function requireOwnSchema(database: Pick<Database, 'read'>): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder: migrationsFolder() });
  const applied = await database.read(readApplied);
  const same = known.length === applied.length;
  if (!same || !known.every(({ hash }, index) => applied[index] === hash))
    throw new Error('The database has the schema of another version of this program: use that one');
}

/** The hashes in order. A database without the table fails here, and so it should. */
async function readApplied(tx: Transaction): Promise<string[]> {
  const rows = await tx.select().from(migration).orderBy(migration.number);
  return rows.map(({ hash }) => hash);
}

async function apply(tx: Transaction, known: MigrationMeta[], from: number): Promise<void> {
  for (const [number, { sql: statements, hash }] of known.entries()) {
    if (number < from) continue;
    for (const statement of statements) await run(tx, sql.raw(statement));
    await tx.insert(migration).values({ number, hash });
  }
}

async function lockOut(tx: Transaction): Promise<void> {
  if (dialect !== 'pg') return;
  // Another instance may be migrating, which may take longer than a request is allowed to.
  await run(tx, sql`set local statement_timeout = 0`);
  await run(tx, sql`set local lock_timeout = 0`);
  await run(tx, sql`select pg_advisory_xact_lock(${migrationLock})`);
}

/** From the package's root, since `dist/` holds only what was compiled. */
function migrationsFolder(): string {
  const manifest = createRequire(import.meta.url).resolve('otp-madoguchi/package.json');
  return join(dirname(manifest), 'bff/store/migrations', dialect);
}
