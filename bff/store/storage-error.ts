// What a database error may become on its way out. Drivers and Drizzle put parameters into messages
// and properties (token ids, digests, sealed secrets); none of that passes here.
import { DrizzleQueryError } from 'drizzle-orm';
import type { ProblemCode } from '../contract/problem.ts';
import { Refusal } from '../errors/refusal.ts';

/** Which rule of the schema a statement broke, where it was one. */
export type BrokenRule = 'unique' | 'foreign-key' | 'check' | 'not-null' | 'trigger';

/** A database error without the statement's values. `code` is SQLite's name or the SQLSTATE. */
export class StorageError extends Error {
  readonly code: string;
  readonly rule: BrokenRule | undefined;

  constructor(code: string, said: string) {
    // Class 22 quotes the value it could not convert.
    super(`Database error ${code}${code.startsWith('22') ? '' : `: ${said}`}`);
    this.name = 'StorageError';
    this.code = code;
    this.rule = brokenRules[code];
  }
}

const brokenRules: Record<string, BrokenRule | undefined> = {
  SQLITE_CONSTRAINT_PRIMARYKEY: 'unique',
  SQLITE_CONSTRAINT_UNIQUE: 'unique',
  SQLITE_CONSTRAINT_FOREIGNKEY: 'foreign-key',
  SQLITE_CONSTRAINT_CHECK: 'check',
  SQLITE_CONSTRAINT_NOTNULL: 'not-null',
  SQLITE_CONSTRAINT_TRIGGER: 'trigger',
  '23505': 'unique',
  '23503': 'foreign-key',
  '23514': 'check',
  '23502': 'not-null',
  P0001: 'trigger',
};

/** Conditions that pass: a person may try again. */
const refusals: Record<string, ProblemCode | undefined> = {
  SQLITE_FULL: 'storage-full',
  SQLITE_BUSY: 'busy',
  SQLITE_LOCKED: 'busy',
  // disk_full
  '53100': 'storage-full',
  // too_many_connections, lock_not_available, query_canceled (statement_timeout)
  '53300': 'busy',
  '55P03': 'busy',
  '57014': 'busy',
  // connection_failure, admin_shutdown, crash_shutdown, cannot_connect_now
  '08006': 'busy',
  '57P01': 'busy',
  '57P02': 'busy',
  '57P03': 'busy',
  // serialization_failure, deadlock_detected: after the last retry
  '40001': 'busy',
  '40P01': 'busy',
};

/** An SQLite code name or an SQLSTATE; Node's own codes (`EPIPE`) are neither. */
const codePattern = /^(?:SQLITE_\w+|[0-9FHPX][0-9A-Z]{4})$/;

/** SQLite's extended code name or the SQLSTATE of what was thrown, however deep Drizzle wrapped it. */
export function databaseCode(thrown: unknown): string | undefined {
  if (thrown instanceof DrizzleQueryError) return databaseCode(thrown.cause);
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' && codePattern.test(thrown.code) ? thrown.code : undefined;
}

/** What callers of the database get to see: a refusal, a storage error, or their own error. */
export function withoutValues(thrown: unknown): unknown {
  if (thrown instanceof Refusal || thrown instanceof StorageError) return thrown;
  const cause = thrown instanceof DrizzleQueryError ? thrown.cause : thrown;
  const code = databaseCode(cause);
  if (code === undefined || !(cause instanceof Error)) return cause ?? thrown;
  const error = new StorageError(code, cause.message);
  const refusal = refusals[code] ?? refusals[primaryCode(code)];
  return refusal === undefined ? error : new Refusal(refusal, {}, { cause: error });
}

/** `SQLITE_IOERR_FSYNC` → `SQLITE_IOERR`. */
export function primaryCode(code: string): string {
  return code.split('_').slice(0, 2).join('_');
}
