import { fileURLToPath } from 'node:url';
import { StartFault } from '../../errors/start-fault.ts';
import type { Database, ReadOnlyDatabase } from '../database.ts';
import { migrate, requireOwnSchema } from '../migrate.ts';
import { Connection } from './connection.ts';
import { prepareFile } from './prepare-file.ts';
import { QueuedDatabase } from './queue.ts';
import { ReadOnlyFile } from './read-only-file.ts';

export interface OpenOptions {
  /** `file:/path/to.db`. */
  url: string;
  /** Told once, when an I/O error makes what is on disk doubtful. The process should end. */
  onFault?: (fault: unknown) => void;
  /** Told at the start if others than its owner have rights on the file, which ones in octal. */
  onWideRights?: (rights: string) => void;
}

/**
 * Opens a libSQL file, proves its settings, and brings its schema up to date.
 *
 * @throws {StartFault} when the file can't be made, read and written.
 * @throws Error when the url is of another kind, the file is in use, a setting is refused, or the
 * file was written by a newer version.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { url, onFault, onWideRights } = options;
  const path = pathOf(url);
  const rights = prepareFile(path);
  if (rights !== undefined) onWideRights?.(rights);
  const connection = new Connection(path);
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

/**
 * Opens a libSQL file to read it and nothing else: no migration, no setting of ours, no lock that would
 * outlast a look. The file of a running service can't be opened, a copy of it can.
 *
 * @throws Error when the url is of another kind, the file is in use or missing, or its schema is of
 * another version.
 */
export async function openReadOnly({ url }: Pick<OpenOptions, 'url'>): Promise<ReadOnlyDatabase> {
  const file: ReadOnlyDatabase<unknown> = new ReadOnlyFile(pathOf(url));
  const database = file as ReadOnlyDatabase;
  try {
    await requireOwnSchema(database);
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
  if (!url.startsWith('file:')) throw new StartFault('The database url must begin with `file:`');
  return url.startsWith('file:/') ? fileURLToPath(url) : url.slice('file:'.length);
}
