// Every statement to the one libSQL connection goes through this queue.
//
// It owns when a transaction begins and ends and who is answered when. It knows neither SQL nor
// settings. Jobs that wait together form a group: one BEGIN, each job in a savepoint of its own, one
// COMMIT (one fsync), and only then their answers. A job that throws is rolled back alone. When the
// commit breaks a rule that is looked at only then, each job is run again in a group of its own; when
// it fails otherwise, every job fails with it, readers too, for they saw the group's work.
import { setImmediate } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/sqlite-proxy';
import { Refusal } from '../../errors/refusal.ts';
import type { Transaction } from '../columns.sqlite.ts';
import type { Database } from '../database.ts';
import { databaseCode, primaryCode, StorageError, withoutValues } from '../storage-error.ts';
import type { Connection, Value } from './connection.ts';

/** Jobs that may wait before the next is refused as `busy`. At 3,000 a second: 3 s of waiting. */
const queueLength = 10_000;

/**
 * Jobs in one group. Driver and fsync are synchronous, so a group holds the event loop, 2 to 10 ms
 * for 64. Measured with 64 callers (test/bench/statements.mjs, spends a second): groups of one 2,900,
 * of 16 12,700, of 64 30,500, of 256 25,900; one fsync is by then shared enough.
 */
const groupSize = 64;

/** What a reader may run; PostgreSQL has READ ONLY for it. */
const reading = /^\s*(?:select|with)\b/i;

export interface QueueOptions {
  /** Told once, when an I/O error makes what is on disk doubtful. The process should end. */
  onFault?: (fault: unknown) => void;
}

type Mode = 'write' | 'read';

interface Job {
  readonly mode: Mode;
  readonly work: (tx: Transaction) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

export class QueuedDatabase implements Database<Transaction> {
  readonly #connection: Connection;
  readonly #onFault: (fault: unknown) => void;
  // The same handle for every job, so that queries prepared on it serve for ever.
  readonly #tx: Transaction = drizzle((sql, params, method) => this.#execute(sql, params, method));
  #waiting: Job[] = [];
  #draining: Promise<void> | undefined;
  #mode: Mode | undefined;
  #closed = false;
  #fault: unknown;

  constructor(connection: Connection, options: QueueOptions = {}) {
    this.#connection = connection;
    this.#onFault = options.onFault ?? (() => undefined);
  }

  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#enqueue('write', work);
  }

  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#enqueue('read', work);
  }

  async close(): Promise<void> {
    if (this.#closed) return this.#draining;
    this.#closed = true;
    await this.#draining;
    // Closing would write what a failed sync has made doubtful; the next start recovers the log.
    if (this.#fault === undefined) this.#connection.close();
  }

  #enqueue<T>(mode: Mode, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const refusal = this.#refusal();
    if (refusal !== undefined) return Promise.reject(refusal);
    return new Promise<T>((resolve, reject) => {
      const job = { mode, work, resolve: resolve as Job['resolve'], reject };
      this.#waiting.push(job);
      this.#draining ??= this.#drain();
    });
  }

  #refusal(): Error | undefined {
    if (this.#closed) return new Error('The database is closed');
    if (this.#fault !== undefined) return new Refusal('busy', {}, { cause: this.#fault });
    if (this.#waiting.length >= queueLength) return new Refusal('busy');
    return undefined;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Lets the event loop read every request that has arrived: they commit together.
      await setImmediate();
      await this.#commitGroup(this.#waiting.splice(0, groupSize));
    }
    this.#draining = undefined;
  }

  async #commitGroup(jobs: readonly Job[]): Promise<void> {
    const answers: (() => void)[] = [];
    let committing = false;
    try {
      if (this.#fault !== undefined) throw new Refusal('busy', {}, { cause: this.#fault });
      this.#connection.command('BEGIN IMMEDIATE');
      for (const job of jobs) answers.push(await this.#attempt(job));
      committing = true;
      this.#connection.command('COMMIT');
    } catch (error) {
      const reason = this.#giveUp(error, committing);
      if (committing && jobs.length > 1 && isBrokenRule(reason)) return this.#commitEach(jobs);
      for (const job of jobs) job.reject(reason);
      return;
    }
    for (const answer of answers) answer();
  }

  /** Nobody can tell which job broke the rule, and nobody was answered: each is on its own now. */
  async #commitEach(jobs: readonly Job[]): Promise<void> {
    for (const job of jobs) await this.#commitGroup([job]);
  }

  /** Runs one job; the answer it will get once the group is committed. */
  async #attempt({ mode, work, resolve, reject }: Job): Promise<() => void> {
    this.#connection.command('SAVEPOINT job');
    this.#mode = mode;
    try {
      const value = await work(this.#tx);
      this.#connection.command('RELEASE job');
      return () => {
        resolve(value);
      };
    } catch (error) {
      // SQLite may have ended the whole transaction: then the neighbours' work is gone as well.
      if (!this.#connection.inTransaction) throw error;
      this.#connection.command('ROLLBACK TO job; RELEASE job');
      return () => {
        reject(withoutValues(error));
      };
    } finally {
      this.#mode = undefined;
    }
  }

  #giveUp(error: unknown, committing: boolean): unknown {
    const reason = withoutValues(error);
    try {
      if (this.#connection.inTransaction) this.#connection.command('ROLLBACK');
    } catch (rollbackError) {
      return this.#fail(rollbackError);
    }
    // After a failed fsync the kernel may have dropped the pages; asking again would get a false yes.
    const lost = primaryCode(databaseCode(error) ?? '') === 'SQLITE_IOERR';
    if (!lost) return reason;
    this.#fail(reason);
    return committing ? new Refusal('outcome-unknown', {}, { cause: reason }) : reason;
  }

  #fail(fault: unknown): unknown {
    if (this.#fault === undefined) this.#onFault(fault);
    this.#fault ??= fault;
    return fault;
  }

  async #execute(sql: string, params: Value[], method: string): Promise<{ rows: unknown[] }> {
    if (this.#mode === undefined) throw new Error('This transaction has ended');
    if (this.#mode === 'read' && !reading.test(sql)) throw new Error('A reader must not write');
    const rows = this.#connection.execute(sql, params);
    return { rows: method === 'get' ? (rows[0] ?? []) : rows };
  }
}

function isBrokenRule(reason: unknown): boolean {
  return reason instanceof StorageError && reason.rule !== undefined;
}
