import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs';
import { StartFault } from '../../errors/start-fault.ts';

/** Its owner alone. SQLite gives the files beside it (`-wal`, `-shm`) the rights of the database. */
const ownerOnly = 0o600;
/** Rights of anybody but the owner. */
const ofOthers = 0o077;

/**
 * Makes the database file, for its owner alone whatever the umask is, or looks at the one that is there:
 * SQLite would make it readable for everybody, and say of a file that it can't have no more than
 * `SQLITE_CANTOPEN`.
 *
 * An existing file is never opened here: closing it would give up the locks that this process has on it.
 *
 * @returns rights of a file that is there, in octal, if others have any: it stays as it is.
 * @throws {StartFault} that says what to do, if the file can't be made, read and written.
 */
export function prepareFile(path: string): string | undefined {
  // No file: the gate refuses it for what it is.
  if (path === ':memory:') return undefined;
  try {
    closeSync(openSync(path, 'wx', ownerOnly));
    return undefined;
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw new StartFault(sentence(path, codeOf(cause)), { cause });
  }
  return lookAt(path);
}

function lookAt(path: string): string | undefined {
  try {
    const found = statSync(path);
    if (found.isDirectory()) throw new StartFault(sentence(path, 'EISDIR'));
    accessSync(path, constants.R_OK | constants.W_OK);
    const rights = found.mode & 0o777;
    return (rights & ofOthers) === 0 ? undefined : rights.toString(8);
  } catch (cause) {
    if (cause instanceof StartFault) throw cause;
    throw new StartFault(sentence(path, codeOf(cause)), { cause });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function sentence(path: string, code: string): string {
  const what = `The database file ${path} can't be used`;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `${what}: this account may not read and write it, or may not write into its folder. Give both to the account of the service`;
    case 'EISDIR':
      return `${what}: it is a folder. Name a file in OTP_DATABASE_URL`;
    case 'ENOENT':
    case 'ENOTDIR':
      return `${what}: its folder does not exist. Make it, or name another in OTP_DATABASE_URL`;
    case 'EROFS':
      return `${what}: the file system is read-only`;
    default:
      return `${what} (${code})`;
  }
}
