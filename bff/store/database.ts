import type { Transaction } from '#columns';

export type { Transaction } from '#columns';

/** The database port: libSQL behind one queue, or PostgreSQL behind a pool. */
export interface Database {
  /**
   * Runs `work` as one transaction and answers only after its commit is durable. Whatever `work`
   * throws rolls back this work alone, also where several commit together, and is thrown on.
   * `work` may be run again (PostgreSQL: serialization failure, deadlock), so it must do nothing
   * that a rollback can't undo.
   */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;

  /** Runs `work` on one consistent snapshot. Sees only what is committed. */
  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;

  /** Lets what has begun finish, refuses what comes later, and closes. */
  close(): Promise<void>;
}
