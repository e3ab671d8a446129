import type { Transaction } from '#columns';

/** A query that Drizzle can prepare. SQLite's takes no name and is content with one. */
interface Preparable<Prepared> {
  prepare(name: string): Prepared;
}

let statements = 0;

/**
 * A query built once a handle and run many times; its values come through `sql.placeholder()`.
 *
 * On libSQL all transactions share one handle, so the query is built and prepared once in the life of
 * the process. On PostgreSQL each transaction has a handle of its own: the query is built anew, and
 * its name lets the connection keep the plan. Call it at the top of a module, never in a loop.
 *
 *     const byId = statement((tx) =>
 *       tx.select().from(token).where(eq(token.tokenId, sql.placeholder('tokenId'))),
 *     );
 *     const [row] = await byId(tx).execute({ tokenId });
 */
export function statement<Prepared>(
  build: (tx: Transaction) => Preparable<Prepared>,
): (tx: Transaction) => Prepared {
  const name = `s${++statements}`;
  const prepared = new WeakMap<Transaction, Prepared>();
  return (tx) => {
    const known = prepared.get(tx);
    if (known !== undefined) return known;
    const fresh = build(tx).prepare(name);
    prepared.set(tx, fresh);
    return fresh;
  };
}

/**
 * Runs a prepared query that finds at most one row. On libSQL by the driver's `all`: its `get` is cheaper, but
 * right after an `all` of the same statement it answers for the values of that call (libsql 0.5.29).
 */
export async function first<Row>(
  prepared: { execute(values: Record<string, unknown>): Promise<Row[]> },
  values: Record<string, unknown>,
): Promise<Row | undefined> {
  const [found] = await prepared.execute(values);
  return found;
}
