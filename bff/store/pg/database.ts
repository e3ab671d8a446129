// Transactions on PostgreSQL, over whichever driver Drizzle was given. It owns isolation, retries and
// what an error becomes; `open.ts` owns the pool.
import type { PgTransactionConfig } from 'drizzle-orm/pg-core';
import type { ProblemCode } from '../../contract/problem.ts';
import { Refusal } from '../../errors/refusal.ts';
import type { Transaction } from '../columns.pg.ts';
import type { Database, Server } from '../database.ts';
import { databaseCode, withoutValues } from '../storage-error.ts';

/** Runs of one work before it is refused as `busy`. */
const attempts = 5;

/** serialization_failure, deadlock_detected: PostgreSQL rolled everything back and says try again. */
const retried = new Set(['40001', '40P01']);

/** Stores spend codes by conditional updates, and those lock the row themselves. */
const writing = { isolationLevel: 'read committed' } as const;

const reading = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;

/** Where transactions are run; every Drizzle handle is one. */
export type Transactions = Pick<Transaction, 'transaction'>;

export class PostgresDatabase implements Database<Transaction> {
  readonly server: Server<Transaction> | undefined;
  readonly #transactions: Transactions;
  readonly #end: () => Promise<void>;
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  /** @param end closes the driver; called once, after the last transaction. */
  constructor(transactions: Transactions, end: () => Promise<void>, server?: Server<Transaction>) {
    this.#transactions = transactions;
    this.#end = end;
    this.server = server;
  }

  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#track(() => this.#persist(work));
  }

  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#track(() => this.#transact(work, reading, 'busy'));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled(this.#running);
    await this.#end();
  }

  async #track<T>(begin: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error('The database is closed');
    const running = begin();
    this.#running.add(running);
    try {
      return await running;
    } catch (error) {
      throw withoutValues(error);
    } finally {
      this.#running.delete(running);
    }
  }

  async #persist<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#transact(work, writing, 'outcome-unknown');
      } catch (error) {
        const code = databaseCode(error) ?? '';
        if (!retried.has(code) || attempt === attempts) throw error;
      }
    }
  }

  /** @param lost what it means when the connection breaks between COMMIT and its answer. */
  async #transact<T>(
    work: (tx: Transaction) => Promise<T>,
    config: PgTransactionConfig,
    lost: ProblemCode,
  ): Promise<T> {
    const progress = { began: false, worked: false };
    const watched = async (tx: Transaction) => {
      progress.began = true;
      const result = await work(tx);
      progress.worked = true;
      return result;
    };
    try {
      return await this.#transactions.transaction(watched, config);
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      if (progress.worked) throw new Refusal(lost, {}, { cause: withoutValues(error) });
      if (!progress.began) throw new Refusal('busy', {}, { cause: withoutValues(error) });
      throw error;
    }
  }
}

/**
 * Class 08 is connection exception, 57P01 to 57P03 a server going down; an error of the socket or of
 * the pool has no SQLSTATE at all. What the work itself threw may look the same.
 */
function isConnectionLost(error: unknown): boolean {
  const code = databaseCode(error);
  return code === undefined || code.startsWith('08') || code.startsWith('57P');
}
