import { dialect } from '#columns';
import type { Database } from '../../bff/store/database.ts';

/** `await using database = await openTestDatabase()` closes it with its test. */
export type TestDatabase = Database & AsyncDisposable;

/**
 * A migrated, empty database that nobody else has. After the condition of the run it is a libSQL file
 * in a temporary folder, or PostgreSQL: in this process (PGlite), or where `OTP_TEST_POSTGRES` says.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  if (dialect !== 'pg') return (await import('./database.libsql.ts')).openLibsql();
  const server = process.env.OTP_TEST_POSTGRES;
  if (server === undefined) return (await import('./database.pglite.ts')).openPglite();
  return (await import('./database.postgres.ts')).openPostgres(server);
}

/** Gives a database the end that its test needs. Its server's clock is not the one a test turns. */
export function disposable(database: Database, end: () => Promise<void>): TestDatabase {
  const dispose = async () => {
    await database.close();
    await end();
  };
  return {
    write: (work) => database.write(work),
    read: (work) => database.read(work),
    close: () => database.close(),
    [Symbol.asyncDispose]: dispose,
  };
}
