// A104, P16: the client is gone at every place where the service waits for the database: before and
// after each of a request's transactions. It goes on all the same, once and to the end.
import { randomUUID } from 'node:crypto';
import { createAdaptorServer } from '@hono/node-server';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApp } from '../../bff/app.ts';
import { readConfig } from '../../bff/config/read-config.ts';
import { createContext } from '../../bff/context.ts';
import { minute } from '../../bff/durations.ts';
import type { Database } from '../../bff/store/database.ts';
import { createServerApp } from '../../bff/server-app.ts';
import { openDatabase } from '../../bff/store/sqlite/open.ts';
import { Person, type App } from '../support/person.ts';
import { openBank, type Bank, type DeskToken } from './bank.ts';
import { readLeftBehind } from './left-behind.ts';

let folder: string;
let bank: Bank;
let now: number;

beforeEach(async () => {
  now = Date.UTC(2026, 3, 1, 9);
  folder = mkdtempSync(join(tmpdir(), 'otp-gone-'));
  bank = await openBank({ folder, now: () => now });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A database that asks before and after each transaction whether the client shall go now. */
class GuardedDatabase implements Database {
  readonly #database: Database;
  /** Places passed since the client began to ask. */
  passed = 0;
  /** At which of them the client goes; none while it is undefined. */
  goAt: number | undefined;
  /** Makes the client go, and resolves when the server has seen it. */
  go: () => Promise<void> = () => Promise.resolve();

  constructor(database: Database) {
    this.#database = database;
  }

  write: Database['write'] = (work) => this.#guard(() => this.#database.write(work));
  read: Database['read'] = (work) => this.#guard(() => this.#database.read(work));
  close = () => this.#database.close();

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    await this.#place();
    const value = await work();
    await this.#place();
    return value;
  }

  async #place(): Promise<void> {
    if (this.goAt === this.passed) await this.go();
    this.passed += 1;
  }
}

type Ask = (line: App) => Promise<unknown>;

/** The service in this process, behind a real socket. */
async function serve() {
  const database = new GuardedDatabase(await openDatabase({ url: `file:${bank.path}` }));
  const config = { ...readConfig(bank.env), logLevel: 'silent' as const };
  const clock = { now: () => now, elapsed: () => now };
  const context = await createContext(config, { clock, database });
  const apps = { open: createApp(context), server: createServerApp(context) };
  const working = new Set<Promise<Response>>();
  const server = createAdaptorServer({
    fetch: (request, env) => {
      // One socket for both: here the listeners don't matter.
      const app = new URL(request.url).pathname.startsWith('/otp/') ? apps.open : apps.server;
      const response = Promise.resolve(app.fetch(request, env));
      working.add(response);
      return response;
    },
  });
  const sockets = new Set<Socket>();
  let noticed = () => undefined as unknown;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      noticed();
    });
  });
  server.listen(0);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const line = (signal?: AbortSignal): App => ({
    request: (path, init) =>
      fetch(`${url}${path}`, signal === undefined ? init : { ...init, signal }),
  });

  /** Asks, goes away at a place, and waits until the service has done what it does. */
  const goneAt = async (place: number, ask: Ask): Promise<'gone' | 'answered'> => {
    const gone = new AbortController();
    database.passed = 0;
    database.goAt = place;
    database.go = async () => {
      database.goAt = undefined;
      const closed = Promise.withResolvers<undefined>();
      noticed = () => {
        closed.resolve(undefined);
      };
      gone.abort();
      await closed.promise;
    };
    working.clear();
    await ask(line(gone.signal)).catch(() => undefined);
    await Promise.allSettled(working);
    database.goAt = undefined;
    return gone.signal.aborted ? 'gone' : 'answered';
  };
  const close = async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await context[Symbol.asyncDispose]();
  };
  return { line: line(), goneAt, close };
}

/** A request of one route, and how its effect is found when nobody heard the answer. */
interface Attempt {
  ask: Ask;
  /** True if it was done. */
  isDone: () => Promise<boolean>;
}

/** The one corporation, whose master does everything anew for each attempt. */
class Office {
  readonly #line: App;
  readonly #tokens: DeskToken[];
  readonly #corporationId: string;
  #next = 1;
  /** Right codes that were judged. */
  codes = 0;

  constructor(line: App) {
    const [corporation] = bank.corporations;
    if (corporation === undefined) throw new Error('no corporation');
    this.#line = line;
    this.#tokens = corporation.tokens;
    this.#corporationId = corporation.corporationId;
  }

  readonly attempts: Record<string, () => Promise<Attempt>> = {
    'post /session': async () => {
      const assertion = await this.#assertion();
      const again = () => Person.signIn(this.#line, assertion);
      return {
        ask: (line) => Person.signIn(line, assertion),
        isDone: () =>
          again().then(
            () => false,
            (error: unknown) => String(error).includes('401'),
          ),
      };
    },
    'delete /session': async () => {
      const person = await this.#signIn();
      return {
        ask: (line) => person.at(line).ask('DELETE', '/session'),
        isDone: async () => (await person.get('/session')).status === 401,
      };
    },
    'post /intents': async () => {
      const person = await this.#signIn();
      const key = randomUUID();
      return {
        ask: (line) => person.at(line).open({ operation: 'replace-token' }, key),
        // The same key with another question is refused only if it has opened a change.
        isDone: async () =>
          (await person.open({ operation: 'register-user', customerId: 'U1' }, key)).body.code ===
          'idempotency-mismatch',
      };
    },
    'delete /intents': async () => {
      const { person, opened } = await this.#open();
      return {
        ask: (line) => person.at(line).cancel(opened),
        isDone: () => this.#isIn(person, opened, 'void'),
      };
    },
    'post /intents/proof': async () => {
      const { person, opened } = await this.#open();
      const code = this.#inUse.code();
      this.codes += 1;
      return {
        ask: (line) => person.at(line).prove(opened, code),
        isDone: () => this.#isIn(person, opened, 'proved'),
      };
    },
    'post /intents/commit': async () => {
      const { person, opened } = await this.#open();
      await person.prove(opened, this.#inUse.code());
      this.#next += 1;
      this.codes += 2;
      const input = { tokenId: this.#inUse.tokenId, code: this.#inUse.code() };
      return {
        ask: (line) => person.at(line).commit(opened, input),
        isDone: async () => {
          const done = await this.#isIn(person, opened, 'committed');
          return done && (await person.commit(opened, input)).status === 200;
        },
      };
    },
    'post /verifications': () => {
      const code = this.#inUse.code();
      this.codes += 1;
      const verify = (line: App) => verifyOver(line, this.#corporationId, code);
      return Promise.resolve({
        ask: verify,
        isDone: async () => (await verify(this.#line)) === 422,
      });
    },
  };

  async registerFirst(): Promise<void> {
    const person = await this.#signIn();
    const { body } = await person.open({ operation: 'register-first', to: 'separate' });
    const input = { tokenId: this.#inUse.tokenId, code: this.#inUse.code() };
    expect((await person.commit(body, input)).status).toBe(200);
    this.codes += 1;
  }

  get #inUse(): DeskToken {
    const token = this.#tokens[this.#next % this.#tokens.length];
    if (token === undefined) throw new Error('no token');
    return token;
  }

  #assertion(): Promise<string> {
    return bank.portal.assertion({ sub: 'M1', corp_id: this.#corporationId, role: 'master' });
  }

  async #signIn(): Promise<Person> {
    return Person.signIn(this.#line, await this.#assertion());
  }

  async #open() {
    const person = await this.#signIn();
    const { body: opened } = await person.open({ operation: 'replace-token' });
    return { person, opened };
  }

  async #isIn(person: Person, { id }: { id: string }, state: string): Promise<boolean> {
    return (await person.get<{ state: string }>(`/intents/${id}`)).body.state === state;
  }
}

async function verifyOver(line: App, corporationId: string, code: string): Promise<number> {
  const { portalServer } = bank;
  const asked = { corporationId, customerId: 'M1', code };
  return (await portalServer.ask(line, portalServer.verification(asked))).status;
}

test('A104 gone at every wait, it is done once', { timeout: 2 * minute }, async () => {
  const { line, goneAt, close } = await serve();
  const office = new Office(line);
  await office.registerFirst();
  const places: Record<string, number> = {};
  for (const [route, attempt] of Object.entries(office.attempts)) {
    let outcome: 'gone' | 'answered' = 'gone';
    for (let place = 0; outcome === 'gone'; place += 1) {
      // Past the limit on changes that are opened and left.
      now += 11 * minute;
      const { ask, isDone } = await attempt();
      outcome = await goneAt(place, ask);
      expect({ route, place, done: await isDone() }).toEqual({ route, place, done: true });
      places[route] = place;
    }
  }
  await close();
  const left = readLeftBehind(bank.path).corporations.get('C0001');
  const done = left?.entries.filter(({ result }) => result === 'done') ?? [];
  const judged = ['intent-proved', 'change-committed', 'code-verified'];
  expect(done.filter(({ action }) => judged.includes(action))).toHaveLength(office.codes);
  expect(left?.faults).toEqual([]);
  // Each request waits for a transaction at least, before and after it.
  expect(Math.min(...Object.values(places))).toBeGreaterThanOrEqual(2);
  const cuts = Object.values(places).reduce((a, b) => a + b, 0);
  process.stdout.write(
    `gone: at ${cuts} places of ${Object.keys(places).length} write routes, each done once\n`,
  );
});
