import { fileURLToPath } from 'node:url';
import { StartFault } from '../../errors/start-fault.ts';
import type { Database } from '../database.ts';
import { migrate } from '../migrate.ts';
import { Connection } from './connection.ts';
import { QueuedDatabase } from './queue.ts';

export interface OpenOptions {
  /** `file:/path/to.db`. */
  url: string;
  /** Told once, when an I/O error makes what is on disk doubtful. The process should end. */
  onFault?: (fault: unknown) => void;
}

/**
 * Opens a libSQL file, proves its settings, and brings its schema up to date.
 *
 * @throws Error when the url is of another kind, the file is in use, a setting is refused, or the
 * file was written by a newer version.
 */
export async function openDatabase({ url, onFault }: OpenOptions): Promise<Database> {
  const connection = new Connection(pathOf(url));
  const queue: Database<unknown> = new QueuedDatabase(connection, { onFault });
  // Under the other condition this file is type-checked but never loaded.
  const database = queue as Database;
  try {
    // A migration that rebuilds a table drops one that others point at.
    connection.command('PRAGMA foreign_keys = OFF');
    await migrate(database);
    refuseOrphans(connection);
    connection.command('PRAGMA foreign_keys = ON');
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

function refuseOrphans(connection: Connection): void {
  const [orphan] = connection.execute('PRAGMA foreign_key_check');
  if (orphan !== undefined) {
    throw new Error(`The database is inconsistent: table ${String(orphan[0])} has orphaned rows`);
  }
}

function pathOf(url: string): string {
  if (/^postgres(?:ql)?:/.test(url)) {
    throw new StartFault(
      'This process was started for libSQL but the database is PostgreSQL: start it with `node --conditions=pg`',
    );
  }
  if (!url.startsWith('file:')) throw new Error('The database url must begin with `file:`');
  return url.startsWith('file:/') ? fileURLToPath(url) : url.slice('file:'.length);
}
