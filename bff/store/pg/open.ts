import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { second } from '../../durations.ts';
import type { Database } from '../database.ts';
import { migrate } from '../migrate.ts';
import { PostgresDatabase } from './database.ts';

export interface OpenOptions {
  /** `postgres://user@host/database`. */
  url: string;
  /** Not called on PostgreSQL, which survives its own faults; see the libSQL twin. */
  onFault?: (fault: unknown) => void;
}

const limits = {
  max: 20,
  /** A request that gets no connection in this time is refused as `busy`. */
  connectionTimeoutMillis: 3 * second,
  statement_timeout: 5 * second,
  lock_timeout: 3 * second,
  idle_in_transaction_session_timeout: 10 * second,
} as const;

/**
 * Opens a pool, refuses a server that would lose what it acknowledged, and brings the schema up to
 * date.
 *
 * @throws Error when the url is of another kind, a setting is refused, or the database was migrated
 * by a newer version.
 */
export async function openDatabase({ url }: OpenOptions): Promise<Database> {
  if (!/^postgres(?:ql)?:/.test(url)) {
    throw new Error(
      'This process was started for PostgreSQL but the database url is none: start it without `--conditions=pg`, or give a `postgres:` url',
    );
  }
  const pool = new pg.Pool({ connectionString: url, ...limits });
  // An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
  pool.on('error', () => undefined);
  const adapter: Database<unknown> = new PostgresDatabase(drizzle({ client: pool }), () =>
    pool.end(),
  );
  // Under the other condition this file is type-checked but never loaded.
  const database = adapter as Database;
  try {
    await passGate(pool);
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** Settings under which an answered commit may be lost, or text be cut into other characters. */
const refused = {
  fsync: ['off'],
  full_page_writes: ['off'],
  synchronous_commit: ['off'],
  transaction_read_only: ['on'],
  server_encoding: ['SQL_ASCII', 'LATIN1', 'EUC_JP'],
} as const satisfies Record<string, readonly string[]>;

async function passGate(pool: pg.Pool): Promise<void> {
  const faults: string[] = [];
  for (const [name, values] of Object.entries<readonly string[]>(refused)) {
    const { rows } = await pool.query<{ setting: string }>(
      'select current_setting($1) as setting',
      [name],
    );
    const setting = rows[0]?.setting ?? '';
    if (values.includes(setting)) faults.push(`${name} is ${setting}`);
  }
  if (faults.length > 0) {
    throw new Error(`This PostgreSQL server can't be used safely: ${faults.join('; ')}`);
  }
}
