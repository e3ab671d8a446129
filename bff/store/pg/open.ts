import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { second } from '../../durations.ts';
import { StartFault } from '../../errors/start-fault.ts';
import type { Database, ReadOnlyDatabase } from '../database.ts';
import { migrate, requireOwnSchema } from '../migrate.ts';
import { PostgresDatabase, type Transactions } from './database.ts';
import { secureUrl } from './secure-url.ts';
import { PooledServer } from './server.ts';
import { asStartFault } from './unreachable.ts';

export interface OpenOptions {
  /** `postgres://user@host/database`. */
  url: string;
  /** Not called on PostgreSQL, which survives its own faults; see the libSQL twin. */
  onFault?: (fault: unknown) => void;
  /** Not called either: there is no file. */
  onWideRights?: (rights: string) => void;
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
 * @throws {StartFault} when the server can't be reached safely, or a setting of it is refused.
 * @throws {InsecureUrl} when the url leads to another machine without TLS.
 * @throws Error when the url is of another kind, or the database was migrated
 * by a newer version.
 */
export async function openDatabase({ url }: OpenOptions): Promise<Database> {
  requirePostgres(url);
  const server = new PooledServer(() => pool);
  const pool = openPool(secureUrl(url), server);
  const end = () => pool.end();
  const adapter: Database<unknown> = new PostgresDatabase(transactionsOn(pool), end, server);
  // Under the other condition this file is type-checked but never loaded.
  const database = adapter as Database;
  try {
    await passGate(pool).catch((error: unknown) => {
      throw asStartFault(error);
    });
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/**
 * Opens a pool to read and nothing else, on whatever server: a standby or a restored backup will do.
 *
 * @throws Error when the url is of another kind, or the schema is of another version.
 */
export async function openReadOnly({ url }: Pick<OpenOptions, 'url'>): Promise<ReadOnlyDatabase> {
  requirePostgres(url);
  const server = new PooledServer(() => pool);
  const pool = openPool(url, server);
  const end = () => pool.end();
  const adapter: ReadOnlyDatabase<unknown> = new PostgresDatabase(transactionsOn(pool), end);
  const database = adapter as ReadOnlyDatabase;
  try {
    await requireOwnSchema(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

function requirePostgres(url: string): void {
  if (/^postgres(?:ql)?:/.test(url)) return;
  throw new Error(
    'This process was started for PostgreSQL but the database url is none: start it without `--conditions=pg`, or give a `postgres:` url',
  );
}

/**
 * A broken connection tells it twice: by an event, whether lent out or idle, which unheard would end
 * the process; and by the query that fails on it, which is what we answer to. The pool replaces it.
 */
function openPool(connectionString: string, server: PooledServer): pg.Pool {
  // The pool waits for the promise, and a connection that was refused there is closed.
  const onConnect = (client: pg.ClientBase) => server.greet(client as pg.Client);
  const pool = new pg.Pool({ connectionString, onConnect, ...limits });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * The class of PostgreSQL's warning that it committed here and gave up waiting for a synchronous
 * standby, because somebody cancelled the wait. To the client the COMMIT looks like any other; only
 * the notice tells that another server, once promoted, may not know it (A105).
 */
const unreplicated = '01000';

/**
 * Each on a connection of its own, given back however it ends. Drizzle's transactions on a pool keep
 * the connection for ever where BEGIN fails on it: twenty of those, after a failover say, and the
 * pool is empty.
 */
function transactionsOn(pool: pg.Pool): Transactions {
  return {
    transaction: async (work, config) => {
      const client = await pool.connect();
      let warned: Error | undefined;
      const hear = (notice: { code: string | undefined; message: string | undefined }) => {
        if (notice.code === unreplicated) warned = new Error(notice.message);
      };
      client.on('notice', hear);
      try {
        const result = await drizzle({ client }).transaction(work, config);
        if (warned !== undefined) throw warned;
        return result;
      } finally {
        client.off('notice', hear);
        client.release();
      }
    },
  };
}

/** What keeps an answered commit and a member's name. */
const allowed: Record<string, readonly string[]> = {
  fsync: ['on'],
  full_page_writes: ['on'],
  synchronous_commit: ['on', 'remote_apply'],
  transaction_read_only: ['off'],
  server_encoding: ['UTF8'],
};

/** Refuses a server with other settings. */
async function passGate(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    'select name, setting from pg_settings where name = any($1) order by name',
    [Object.keys(allowed)],
  );
  const refused = rows.filter(({ name, setting }) => allowed[name]?.includes(setting) === false);
  if (refused.length > 0) {
    const faults = refused.map(({ name, setting }) => `${name} is ${setting}`);
    throw new StartFault(`This PostgreSQL server can't be used safely: ${faults.join('; ')}`);
  }
}
