// Transactions on PostgreSQL, over whichever driver Drizzle was given. It owns isolation, retries and
// what an error becomes; `open.ts` owns the pool.
import { Refusal } from '../../errors/refusal.ts';
import type { Transaction } from '../columns.pg.ts';
import type { Database } from '../database.ts';
import { databaseCode, withoutValues } from '../storage-error.ts';

/** Runs of one work before it is refused as `busy`. */
const attempts = 5;

/** serialization_failure, deadlock_detected: PostgreSQL rolled everything back and says try again. */
const retried = new Set(['40001', '40P01']);

export class PostgresDatabase implements Database<Transaction> {
  readonly #drizzle: Transaction;
  readonly #end: () => Promise<void>;
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  /** @param end closes the driver; called once, after the last transaction. */
  constructor(drizzle: Transaction, end: () => Promise<void>) {
    this.#drizzle = drizzle;
    this.#end = end;
  }

  /** READ COMMITTED: stores spend codes by conditional updates, and those lock the row themselves. */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#track(() => this.#commit(work));
  }

  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const config = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;
    return this.#track(() => this.#drizzle.transaction(work, config));
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

  async #commit<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      let worked = false;
      const remembering = async (tx: Transaction) => {
        const result = await work(tx);
        worked = true;
        return result;
      };
      try {
        return await this.#drizzle.transaction(remembering, { isolationLevel: 'read committed' });
      } catch (error) {
        const code = databaseCode(error);
        if (code !== undefined && retried.has(code) && attempt < attempts) continue;
        if (worked && isConnectionLost(code)) throw outcomeUnknown(error);
        throw error;
      }
    }
  }
}

/**
 * Lost between COMMIT and its answer. Class 08 is connection exception, 57P01 to 57P03 a server
 * going down; an error of the socket has no SQLSTATE at all.
 */
function isConnectionLost(code: string | undefined): boolean {
  return code === undefined || code.startsWith('08') || code.startsWith('57P');
}

function outcomeUnknown(error: unknown): Refusal {
  return new Refusal('outcome-unknown', {}, { cause: withoutValues(error) });
}
