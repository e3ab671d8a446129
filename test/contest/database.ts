import type { Database } from '../../bff/store/database.ts';
import { disposable, type TestDatabase } from '../support/database.ts';
import { openDatabase } from '#database';

/**
 * The database as the service opens it, but without the server's own clock: that of the contest runs
 * far ahead of it.
 */
export async function openStage(url: string): Promise<TestDatabase> {
  const database: Database = await openDatabase({ url });
  return disposable(database, () => Promise.resolve());
}
