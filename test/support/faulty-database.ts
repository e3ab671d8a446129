// A database that throws what nobody expects of one, at any call or statement.
import type { Database, Transaction } from '../../bff/store/database.ts';
import type { TestDatabase } from './database.ts';

/** Where a fault falls, and what is thrown. */
export interface Fault {
  /** The n-th statement from now, the transactions' own begin and end not counted. */
  statement: number;
  thrown: unknown;
}

const statements = new Set<PropertyKey>(['select', 'insert', 'update', 'delete', 'run', 'execute']);

export class FaultyDatabase implements AsyncDisposable {
  readonly #database: TestDatabase;
  #fault: Fault | undefined;
  #counted = 0;
  /** The service's database. */
  readonly port: TestDatabase;

  constructor(database: TestDatabase) {
    this.#database = database;
    this.port = {
      write: (work) => database.write((tx) => work(this.#around(tx))),
      read: (work) => database.read((tx) => work(this.#around(tx))),
      close: () => database.close(),
      [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
    } satisfies Database & AsyncDisposable;
  }

  /** From now on, until `mend`. */
  break(fault: Fault): void {
    this.#fault = fault;
    this.#counted = 0;
  }

  /** True if the fault fell. */
  mend(): boolean {
    const fell = this.#fault !== undefined && this.#counted >= this.#fault.statement;
    this.#fault = undefined;
    return fell;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#database[Symbol.asyncDispose]();
  }

  #around(tx: Transaction): Transaction {
    return new Proxy(tx, {
      get: (target, name) => {
        if (statements.has(name)) this.#count();
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }

  #count(): void {
    if (this.#fault === undefined) return;
    this.#counted += 1;
    if (this.#counted === this.#fault.statement) throw this.#fault.thrown;
  }
}
