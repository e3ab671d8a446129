import type { Transaction } from '#columns';

export type { Transaction } from '#columns';

/**
 * The database port: libSQL behind one queue, or PostgreSQL behind a pool. `Tx` is named only by the
 * two adapters; whoever imports `#database` has the handle of his `#columns`.
 */
export interface Database<Tx = Transaction> {
  /**
   * Runs `work` as one transaction and answers only after its commit is durable. Whatever `work`
   * throws rolls back this work alone, also where several commit together, and is thrown on.
   * `work` may be run again (PostgreSQL: serialization failure, deadlock; libSQL: another work broke
   * a rule at their common commit), so it must do nothing that a rollback can't undo. It must not begin another transaction, nor use `tx` after it ended.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;

  /** Runs `work` on one consistent snapshot. Sees only what is committed. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;

  /** Lets what has begun finish, refuses what comes later, and closes. */
  close(): Promise<void>;
}
