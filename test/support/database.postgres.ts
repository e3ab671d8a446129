import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../bff/store/pg/open.ts';
import { disposable, type TestDatabase } from './database.ts';
import { command } from './postgres-server.ts';

/** A database of its own on the server that `OTP_TEST_POSTGRES` names, dropped with its test. */
export async function openPostgres(server: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await command(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = name;
  const database = await openDatabase({ url: url.href });
  return disposable(database, () => command(server, `drop database ${name}`));
}
