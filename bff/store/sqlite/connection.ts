// The one connection to a libSQL file: its settings, the gate that proves them, its statements.
//
// It stands on the synchronous driver that `@libsql/client` itself stands on. Measured on the same
// machine (test/bench/statements.mjs): a select of 10 columns takes 72 µs through the client and
// 10 µs here, a savepoint 38 µs and 2 µs, because the client prepares every call anew and
// defines each cell as a property. It knows nothing of transactions; the queue does.
import Libsql from 'libsql';
import { StartFault } from '../../errors/start-fault.ts';
import { databaseCode, withoutValues } from '../storage-error.ts';

/** Statements kept prepared. Their texts are few; a list of varying length is why there is an end. */
const keptStatements = 500;

/** The only combination that neither loses an acknowledged commit nor lets a second writer in. */
const required = {
  locking_mode: 'exclusive', // set first: WAL then keeps its index where no other process can join
  journal_mode: 'wal',
  synchronous: 2, // FULL: each commit is synced before it is answered
  foreign_keys: 1,
  recursive_triggers: 1, // REPLACE deletes: with this the triggers against deleting are asked, too
  trusted_schema: 0,
} as const;

/**
 * For speed alone. The cache (in KiB, negative) holds the tokens and indexes of a busy hour. Copying
 * the log back into the file at 8,000 pages instead of 1,000 writes a page that changes often once
 * for many changes: 2,900 verifications a second instead of 2,300 (npm run bench:verify, 64
 * connections). The log then grows to 32 MiB, and recovery after a crash reads as much.
 */
const tuning = { cache_size: -65_536, wal_autocheckpoint: 8000 } as const;

export type Value = null | number | bigint | string | Uint8Array;
type Row = Value[];

interface Kept {
  readonly statement: Libsql.Statement;
  readonly returnsRows: boolean;
}

export class Connection {
  readonly #file: Libsql.Database;
  readonly #kept = new Map<string, Kept>();

  /**
   * Opens the file and takes it for itself.
   *
   * @throws Error when another process has the file, or when a setting is refused.
   */
  constructor(path: string) {
    this.#file = new Libsql(path);
    try {
      takeFile(this.#file);
    } catch (error) {
      this.#file.close();
      throw startFault(error, path) ?? withoutValues(error);
    }
  }

  /** Runs one statement; the rows it returns, each an array in column order. Integers are BigInt. */
  execute(sql: string, params: readonly Value[] = []): Row[] {
    const { statement, returnsRows } = this.#kept.get(sql) ?? this.#keep(sql);
    // `all` steps to the end: a statement left half-way would hold up the commit.
    if (returnsRows) return statement.all(params) as Row[];
    statement.run(params);
    return [];
  }

  /** Runs SQL without values or rows: BEGIN, SAVEPOINT, PRAGMA. */
  command(sql: string): void {
    this.#file.exec(sql);
  }

  /** False also after SQLite ended the transaction by itself (disk full, I/O error). */
  get inTransaction(): boolean {
    return this.#file.inTransaction;
  }

  /**
   * Checkpoints and lets the file go. Prepared statements outlive `close()` until they are collected,
   * and with them the lock; leaving WAL is what gives the lock up at once, and leaves one file.
   */
  close(): void {
    this.#kept.clear();
    try {
      this.#file.exec('PRAGMA journal_mode = DELETE');
      this.#file.exec('PRAGMA locking_mode = NORMAL');
      this.#file.exec('SELECT count(*) FROM sqlite_schema');
    } finally {
      this.#file.close();
    }
  }

  #keep(sql: string): Kept {
    const statement = this.#file.prepare(sql);
    statement.safeIntegers(true);
    const { reader: returnsRows } = statement;
    if (returnsRows) statement.raw(true);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= keptStatements && oldest !== undefined) this.#kept.delete(oldest);
    const kept = { statement, returnsRows };
    this.#kept.set(sql, kept);
    return kept;
  }
}

function takeFile(file: Libsql.Database): void {
  for (const [name, value] of Object.entries({ ...required, ...tuning })) {
    file.exec(`PRAGMA ${name} = ${value}`);
  }
  // Takes the lock now, not with the first request.
  file.exec('BEGIN IMMEDIATE; COMMIT');
  passGate((name) => file.prepare(`PRAGMA ${name}`).raw().get() as unknown[]);
}

/** Refuses every setting but ours: what SQLite can't grant it declines in silence. */
function passGate(pragma: (name: string) => unknown[]): void {
  const refused = Object.entries(required).flatMap(([name, value]) => {
    const [actual] = pragma(name);
    return actual === value ? [] : [`${name} is ${String(actual)}, must be ${value}`];
  });
  if (refused.length > 0) {
    throw new StartFault(`This database file can't be used safely: ${refused.join('; ')}`);
  }
}

/** What an operator can put right; undefined for anything else. */
function startFault(error: unknown, path: string): StartFault | undefined {
  const code = databaseCode(error);
  if (code === 'SQLITE_NOTADB') {
    const advice = 'correct OTP_DATABASE_URL, or restore the file';
    return new StartFault(`The file ${path} is no database: ${advice}.`, { cause: error });
  }
  if (code !== 'SQLITE_BUSY') return undefined;
  return new StartFault(
    `The database file ${path} is in use by another process. ` +
      'One process serves one file: stop the other, or use PostgreSQL for several.',
    { cause: error },
  );
}
