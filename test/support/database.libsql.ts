import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../bff/store/sqlite/open.ts';
import { disposable, type TestDatabase } from './database.ts';

export async function openLibsql(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'otp-madoguchi-'));
  const database = await openDatabase({ url: `file:${join(folder, 'test.db')}` });
  return disposable(database, () => rm(folder, { recursive: true, force: true }));
}
