// For tests that write around the code: whatever the stores would never say, the database hears here.
import { type SQL, sql } from 'drizzle-orm';
import { dialect, run } from '#columns';
import type { Database, Transaction } from '../../bff/store/database.ts';
import type { BrokenRule } from '../../bff/store/storage-error.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { insertCorporation } from './rows.ts';

export type Work = (tx: Transaction) => Promise<unknown>;

/** A database with one corporation and what `works` put into it, each committed by itself. */
export async function openWith(...works: Work[]): Promise<TestDatabase> {
  const database = await openTestDatabase();
  for (const work of [insertCorporation, ...works]) await database.write((tx) => work(tx));
  return database;
}

/** The rule with which the database refuses a transaction, at a statement or at its commit. */
export async function ruleBroken(database: Database, work: Work): Promise<BrokenRule | 'none'> {
  try {
    await database.write(work);
    return 'none';
  } catch (error) {
    if (error instanceof Error && 'rule' in error) return error.rule as BrokenRule;
    throw error;
  }
}

/** One statement, in words that only this dialect understands. */
export function statementOf(words: { sqlite: string; pg: string }): Work {
  const statement: SQL = sql.raw(words[dialect]);
  return (tx) => run(tx, statement);
}

/** The triggers on what histories stand in. */
const guards: readonly { table: string }[] = [{ table: 'audit_entry' }, { table: 'corporation' }];

/**
 * Writes as somebody does who owns the database: the triggers of histories are gone meanwhile, and
 * stand again afterwards.
 */
export async function withoutTriggers(
  tx: Transaction,
  work: (tx: Transaction) => Promise<unknown>,
): Promise<void> {
  if (dialect === 'pg') {
    for (const { table } of guards)
      await run(tx, sql.raw(`alter table ${table} disable trigger user`));
    await work(tx);
    for (const { table } of guards)
      await run(tx, sql.raw(`alter table ${table} enable trigger user`));
    return;
  }
  const isGuard = sql`type = 'trigger' and tbl_name in ('audit_entry', 'corporation')`;
  const found = sql`(select name, sql from sqlite_schema where ${isGuard})`;
  const triggers = await tx.select({ name: sql<string>`name`, text: sql<string>`sql` }).from(found);
  for (const { name } of triggers) await run(tx, sql.raw(`drop trigger ${name}`));
  await work(tx);
  for (const { text } of triggers) await run(tx, sql.raw(text));
}
