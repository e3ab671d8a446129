// The column kit for libSQL. `columns.pg.ts` is its twin: the same names, the same JavaScript types.
// The schema imports `#columns` and never knows which of the two it got.
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import { customType } from 'drizzle-orm/sqlite-core';
import type { Dialect } from './dialect.ts';

export {
  check,
  foreignKey,
  index,
  primaryKey,
  sqliteTable as table,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

export const dialect: Dialect = 'sqlite';

/** A Drizzle handle inside a transaction. What a statement changed is told by `.returning()`. */
export type Transaction = BaseSQLiteDatabase<'async', unknown>;

/** Runs one statement for its effect. */
export async function run(tx: Transaction, statement: SQL): Promise<void> {
  await tx.run(statement);
}

/** A count or a small number. The driver hands out BigInt; this is where it becomes a number. */
export const int = customType<{ data: number; driverData: bigint }>({
  dataType: () => 'integer',
  fromDriver: Number,
  toDriver: BigInt,
});

/** A 64-bit signed integer, BigInt on both sides. */
export const bigint = customType<{ data: bigint; driverData: bigint }>({
  dataType: () => 'integer',
  fromDriver: BigInt,
});

/** Milliseconds since the epoch, always the caller's clock and never the database's. */
export const instant = int;

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'blob',
  fromDriver: (value) => new Uint8Array(value),
});

/** JSON that no query looks into. */
export function json<T>(name: string) {
  return customType<{ data: T; driverData: string }>({
    dataType: () => 'text',
    fromDriver: (value) => JSON.parse(value) as T,
    toDriver: (value) => JSON.stringify(value),
  })(name);
}

/** Sorts by the bytes of the text, as SQLite does anyway. */
export function bytewise(column: SQLWrapper): SQL {
  return sql`${column}`;
}

/** Holds the rows of this query until the transaction ends. SQLite has one writer: nothing to do. */
export function locked<Query>(query: Query): Query {
  return query;
}
