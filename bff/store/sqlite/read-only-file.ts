// A libSQL file that is read and left as it was found: what an audit opens, often a backup. It owns no
// queue: one reader at a time, and no other process is kept out.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { drizzle } from 'drizzle-orm/sqlite-proxy';
import Libsql from 'libsql';
import type { Transaction } from '../columns.sqlite.ts';
import type { ReadOnlyDatabase } from '../database.ts';
import { withoutValues } from '../storage-error.ts';
import type { Value } from './connection.ts';

export class ReadOnlyFile implements ReadOnlyDatabase<Transaction> {
  readonly #file: Libsql.Database;
  readonly #kept = new Map<string, Libsql.Statement>();
  readonly #tx: Transaction = drizzle((sql, params: Value[], method) =>
    this.#execute(sql, params, method),
  );

  /** @throws Error when there is no such file. */
  constructor(path: string) {
    if (!existsSync(path)) throw new Error(`There is no database file ${path}`);
    const { href } = pathToFileURL(resolve(path));
    // Without a log beside it nothing can change the file while we read, not even an index for the log.
    const unchanging = existsSync(`${path}-wal`) ? '' : '&immutable=1';
    this.#file = new Libsql(`${href}?mode=ro${unchanging}`);
  }

  async read<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      this.#file.exec('BEGIN');
      return await work(this.#tx);
    } catch (error) {
      throw withoutValues(error);
    } finally {
      if (this.#file.inTransaction) this.#file.exec('COMMIT');
    }
  }

  close(): Promise<void> {
    this.#kept.clear();
    this.#file.close();
    return Promise.resolve();
  }

  #execute(sql: string, params: Value[], method: string): Promise<{ rows: unknown[] }> {
    const statement = this.#kept.get(sql) ?? this.#keep(sql);
    const rows = statement.all(params);
    return Promise.resolve({ rows: method === 'get' ? ((rows[0] ?? []) as unknown[]) : rows });
  }

  #keep(sql: string): Libsql.Statement {
    const statement = this.#file.prepare(sql);
    statement.safeIntegers(true);
    statement.raw(true);
    this.#kept.set(sql, statement);
    return statement;
  }
}
