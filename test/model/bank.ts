// The real service of one story: the product's own connection, queue, context and app on a file of
// its own, opened, killed, restarted and restored. It owns files and processes' edges; it knows no rule.
import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createApp } from '../../bff/app.ts';
import type { Config } from '../../bff/config/config.ts';
import { createContext } from '../../bff/context.ts';
import type { Context } from '../../bff/ports.ts';
import { Refusal } from '../../bff/errors/refusal.ts';
import { createLog } from '../../bff/log.ts';
import { Connection, type Value } from '../../bff/store/sqlite/connection.ts';
import { QueuedDatabase } from '../../bff/store/sqlite/queue.ts';
import { createServerApp } from '../../bff/server-app.ts';
import type { Database } from '../../bff/store/database.ts';
import { basePath, origin } from '../support/person.ts';
import { createTestPortal } from '../support/portal.ts';
import { everyPurpose, PortalServer } from '../support/portal-server.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** In memory where the machine has such a place: stories are many, and their files are small. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const folder = mkdtempSync(join(place, 'otp-stories-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

/** Time as a story wants it. */
export class StoryClock {
  #now: number;
  #elapsed = 0;

  constructor(now: number) {
    this.#now = now;
  }

  now = (): number => this.#now;

  elapsed = (): number => this.#elapsed;

  /** Time goes by. */
  pass(milliseconds: number): void {
    this.#now += milliseconds;
    this.#elapsed += milliseconds;
  }

  /** Somebody turns the wall clock, and no time goes by. */
  turn(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

/** Stands before and after every transaction of the service. */
export interface Counter {
  before(): Promise<void>;
  after(): void;
}

/** What the log says where the service itself has failed; a clock that jumps is no such thing. */
const failed = /"msg":"[a-z ]*failed"/;

const portalClock = { now: 0 };
const portal = await createTestPortal({ now: () => portalClock.now });
const client = everyPurpose({
  keys: [{ keyId: 'portal-1', key: Buffer.alloc(32, 'portal') }],
});

/** Signed by the pretend portal at an instant, in milliseconds. */
export function assertionAt(now: number, claims: Record<string, unknown>): Promise<string> {
  portalClock.now = now;
  return portal.assertion(claims);
}

/** The portal's server, which signs at an instant, in milliseconds. */
export function portalServerAt(now: number): PortalServer {
  return new PortalServer(client, () => now);
}

/** An empty place for a database file. */
export function newFile(): string {
  return join(folder, `${randomUUID()}.db`);
}

/** A copy as it lies there, log and all: what a power cut would leave, or a backup. */
export function copyFile(from: string, to: string = newFile()): string {
  for (const part of ['', '-wal', '.high-water'])
    if (existsSync(`${from}${part}`)) copyFileSync(`${from}${part}`, `${to}${part}`);
  return to;
}

export function removeFile(path: string): void {
  for (const part of ['', '-wal', '-shm', '-journal', '.high-water'])
    rmSync(`${path}${part}`, { force: true });
}

export class Bank {
  readonly path: string;
  readonly context: Context;
  readonly app: ReturnType<typeof createApp>;
  readonly serverApp: ReturnType<typeof createServerApp>;
  /** What the service logged as faults of its own: a story has none. */
  readonly faults: readonly string[];
  readonly #connection: Connection;

  private constructor(
    path: string,
    connection: Connection,
    context: Context,
    faults: readonly string[],
  ) {
    this.faults = faults;
    this.path = path;
    this.#connection = connection;
    this.context = context;
    this.app = createApp(context);
    this.serverApp = createServerApp(context);
  }

  /** Starts a service on a file that is migrated already, and that it may have to find damaged. */
  static async open(path: string, clock: StoryClock, counter?: Counter): Promise<Bank> {
    const faults: string[] = [];
    const connection = new Connection(path);
    const queue = new QueuedDatabase(connection) as Database;
    const database = counter === undefined ? queue : guarded(queue, counter);
    const context = await createContext(configOf(path), {
      clock,
      database,
      log: createLog('error', { write: (line) => failed.test(line) && faults.push(line) }),
    });
    return new Bank(path, connection, context, faults);
  }

  /** What the tables say, asked with SQL of our own past all of the service's code. */
  rows(sql: string): Value[][] {
    return this.#connection.execute(sql);
  }

  /** Looks at the clocks, as every second does, and waits for the fence that may follow. */
  async look(): Promise<void> {
    try {
      this.context.clockWatch.now();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    await this.context.database.read(() => Promise.resolve());
    await setImmediate();
  }

  /** Ends in good order. */
  async close(): Promise<void> {
    await this.context[Symbol.asyncDispose]();
  }

  /** Ends as a killed process does: nothing is written any more. What it leaves is copied aside. */
  async kill(): Promise<string> {
    const left = copyFile(this.path);
    await this.close();
    removeFile(this.path);
    return left;
  }
}

export function configOf(path: string): Config {
  return {
    environment: 'stories',
    databaseUrl: `file:${path}`,
    highWaterFile: `${path}.high-water`,
    basePath,
    origins: [origin],
    vaultKeys: [{ version: 1, key: Buffer.alloc(32, 'vault') }],
    fingerprintKey: Buffer.alloc(32, 'fingerprint'),
    portal: portal.config,
    clients: [client],
    settings: {
      bankName: { ja: '当行', en: 'the bank' },
      branchName: { ja: '支店', en: 'branch' },
    },
    session: { idle: 10 * minute, absolute: 8 * hour, single: true },
    intentLife: 10 * minute,
    logLevel: 'silent',
  };
}

function guarded(database: Database, counter: Counter): Database {
  const stand = async <T>(run: () => Promise<T>): Promise<T> => {
    await counter.before();
    try {
      return await run();
    } finally {
      counter.after();
    }
  };
  return {
    write: (work) => stand(() => database.write(work)),
    read: (work) => stand(() => database.read(work)),
    close: () => database.close(),
  };
}
