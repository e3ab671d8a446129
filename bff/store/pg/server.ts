// Which server answers behind the pool, and what its clock shows. A pool reconnects by itself, perhaps
// to a standby that was promoted meanwhile; whoever watches is told before anything is asked there.
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { Refusal } from '../../errors/refusal.ts';
import type { Transaction } from '../columns.pg.ts';
import type { MeetServer, Server } from '../database.ts';
import { databaseCode } from '../storage-error.ts';
import { PostgresDatabase } from './database.ts';

/**
 * The timeline is that of the log being written: the control file, which `pg_control_checkpoint()`
 * reads, learns of a promotion only with the checkpoint after it.
 */
const naming = `select system_identifier || '/' ||
  substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) as name from pg_control_system()`;

const clockReading = `select pg_is_in_recovery() as standby,
  (extract(epoch from clock_timestamp()) * 1000)::float8 as now`;

/** A function that this role may not execute, or that this server does not have. */
const untold = new Set(['42501', '42883']);

export class PooledServer implements Server<Transaction> {
  readonly #pool: () => pg.Pool;
  #meet: MeetServer<Transaction> | undefined;
  #met = '';

  constructor(pool: () => pg.Pool) {
    this.#pool = pool;
  }

  async watch(meet: MeetServer<Transaction>): Promise<void> {
    this.#meet = meet;
    await this.look();
  }

  async look(): Promise<number> {
    const client = await this.#pool().connect();
    try {
      return await this.#look(client);
    } finally {
      client.release();
    }
  }

  /**
   * For each new connection, before the pool lends it.
   *
   * @throws {Refusal} `busy` on a standby: it might be promoted under a connection that stays.
   */
  async greet(client: pg.Client): Promise<void> {
    if (this.#meet !== undefined) await this.#look(client);
  }

  async #look(client: pg.Client | pg.PoolClient): Promise<number> {
    const { rows } = await client.query<{ standby: boolean; now: number }>(clockReading);
    const [{ standby, now } = { standby: true, now: 0 }] = rows;
    if (standby) throw new Refusal('busy', {}, { cause: new Error('The server is a standby') });
    const name = await nameOf(client);
    if (name !== this.#met) {
      await this.#meet?.(name, new PostgresDatabase(drizzle({ client }), () => Promise.resolve()));
      this.#met = name;
    }
    return now;
  }
}

async function nameOf(client: pg.Client | pg.PoolClient): Promise<string> {
  try {
    const { rows } = await client.query<{ name: string }>(naming);
    return rows.at(0)?.name ?? '';
  } catch (error) {
    if (untold.has(databaseCode(error) ?? '')) return '';
    throw error;
  }
}
