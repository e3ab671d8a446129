// A real PostgreSQL server for one run: a cluster of its own in a temporary folder, reached through a
// socket in that folder and by nothing else, with the settings that a bank would run it with. PGlite
// has one connection; what several of them do at one instant shows only here.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { second } from '../../bff/durations.ts';
import { postgresFolder } from '../setup/programs.ts';

export interface PostgresServer extends AsyncDisposable {
  /** What `OTP_TEST_POSTGRES` takes: the url of a database that is not for tests to fill. */
  readonly url: string;
  /** The folder with its socket: the `host` of a url. */
  readonly socket: string;
  /** Creates an empty database and gives its url. */
  createDatabase(name: string): Promise<string>;
  /** A server with a copy of all its databases, which follows it until it is promoted. */
  startStandby(): Promise<PostgresServer>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

interface Account {
  uid: number;
  gid: number;
}

const role = 'otp';
const startTime = 20 * second;

/** `await using server = await startPostgres()`. A few seconds; gone without trace at the end. */
export function startPostgres(): Promise<PostgresServer> {
  return start(createCluster);
}

/** @param fill makes the cluster in its folder. */
async function start(fill: (data: string, account?: Account) => void): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'otp-postgres-'));
  const account = accountOfServer();
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  fill(data, account);
  const [program, ...args] = as(account, [join(binaries(), 'postgres'), '-D', data]);
  const child = spawn(program, [...args, ...settings(folder)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = urlOf(folder, 'postgres');
  await answering(url, child);
  return {
    url,
    socket: folder,
    startStandby: () =>
      start((copy, owner) => {
        copyCluster(url, copy, owner);
      }),
    kill: () => stop(child, 'SIGKILL'),
    createDatabase: async (name) => {
      await command(url, `create database ${pg.escapeIdentifier(name)}`);
      return urlOf(folder, name);
    },
    [Symbol.asyncDispose]: async () => {
      await stop(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs one statement in a database of its own connection. */
export async function command(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function binaries(): string {
  const folder = postgresFolder();
  if (folder === undefined) throw new Error('PostgreSQL is missing: apt-get install postgresql');
  return folder;
}

function createCluster(data: string, account?: Account): void {
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums'];
  const wanted = [`--username=${role}`, '--auth=trust', '--no-instructions', ...locale];
  const [program, ...args] = as(account, [join(binaries(), 'initdb'), '-D', data, ...wanted]);
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], cwd: tmpdir() });
}

function copyCluster(url: string, data: string, account?: Account): void {
  const wanted = ['-d', url, '-D', data, '--write-recovery-conf', '--checkpoint=fast'];
  const [program, ...args] = as(account, [join(binaries(), 'pg_basebackup'), ...wanted]);
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], cwd: tmpdir() });
}

/** PostgreSQL refuses to run as root: then it runs as the account that its package brought. */
function accountOfServer(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (what: string) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** The command under that account. The server ends with us, even when we are killed. */
function as(account: Account | undefined, command: string[]): [string, ...string[]] {
  const who =
    account === undefined
      ? []
      : [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  return ['setpriv', ...who, '--pdeathsig=QUIT', ...command];
}

function settings(folder: string): string[] {
  const named = {
    unix_socket_directories: folder,
    listen_addresses: '',
    log_min_messages: 'panic',
  };
  return Object.entries(named).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function urlOf(folder: string, database: string): string {
  return `postgres://${role}@localhost/${database}?host=${encodeURIComponent(folder)}`;
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + startTime;
  for (;;) {
    try {
      await command(url, 'select 1');
      return;
    } catch (cause) {
      const over = child.exitCode !== null || Date.now() > until;
      if (over) throw new Error('PostgreSQL did not start', { cause });
      await setTimeout(50);
    }
  }
}

/** SIGINT, "fast shutdown", breaks off what runs and writes a checkpoint. */
async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
