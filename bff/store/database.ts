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
   * a rule at their common commit), so it must do nothing that a rollback can't undo. It must not
   * begin another transaction, nor use `tx` after it ended.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;

  /** Runs `work` on one consistent snapshot. Sees only what is committed. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;

  /** Lets what has begun finish, refuses what comes later, and closes. */
  close(): Promise<void>;

  /** What stands behind a pool. Absent for a file, which nobody can exchange while it is open. */
  readonly server?: Server<Tx> | undefined;
}

/** A database that is only read. */
export type ReadOnlyDatabase<Tx = Transaction> = Pick<Database<Tx>, 'read' | 'close'>;

/**
 * Told which server answers: its system identifier and timeline, `''` where it doesn't tell. Gets the
 * one connection on which it was met; that connection serves nobody before this has ended, and nobody
 * at all if it throws.
 */
export type MeetServer<Tx = Transaction> = (name: string, database: Database<Tx>) => Promise<void>;

/** A database server, which may be exchanged for another while we run. */
export interface Server<Tx = Transaction> {
  /** From now on `meet` is told of the server, at once and whenever another one answers. */
  watch(meet: MeetServer<Tx>): Promise<void>;

  /** Looks who answers now. Gives its clock in milliseconds, to compare with and never to store. */
  look(): Promise<number>;
}
