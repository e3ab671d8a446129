// The column kit for PostgreSQL. `columns.sqlite.ts` is its twin: the same names, the same
// JavaScript types.
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { customType } from 'drizzle-orm/pg-core';
import type { Dialect } from './dialect.ts';

export {
  check,
  foreignKey,
  index,
  pgTable as table,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

export const dialect: Dialect = 'pg';

/** A Drizzle handle inside a transaction. */
export type Transaction = PgDatabase<PgQueryResultHKT>;

/** Runs one statement for its effect. */
export async function run(tx: Transaction, statement: SQL): Promise<void> {
  await tx.execute(statement);
}

/** A count or a small number: 8 bytes wide, so that milliseconds fit. */
export const int = customType<{ data: number; driverData: string | number | bigint }>({
  dataType: () => 'bigint',
  fromDriver: Number,
});

/** A 64-bit signed integer, BigInt in JavaScript. Drivers hand it out as text or number. */
export const bigint = customType<{ data: bigint; driverData: string | number | bigint }>({
  dataType: () => 'bigint',
  fromDriver: BigInt,
  toDriver: String,
});

/** Milliseconds since the epoch, always the caller's clock and never the database's. */
export const instant = int;

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => new Uint8Array(value),
});

/** JSON that no query looks into. Text on both dialects, so that what went in comes out. */
export function json<T>(name: string) {
  return customType<{ data: T; driverData: string }>({
    dataType: () => 'text',
    fromDriver: (value) => JSON.parse(value) as T,
    toDriver: (value) => JSON.stringify(value),
  })(name);
}

/** Sorts by the bytes of the text, whatever collation the database was made with. */
export function bytewise(column: SQLWrapper): SQL {
  return sql`${column} collate "C"`;
}

/** Holds the rows of this query until the transaction ends. */
export function locked<Locked>(query: { for(strength: 'update'): Locked }): Locked {
  return query.for('update');
}
