// A service process and its socket, from the outside: started, asked, killed. What runs is either
// the program that a bank runs, or the same service with a clock in the test's hand.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Person, type App } from '../support/person.ts';
import type { Bank } from './bank.ts';

/** What `run-service.ts` is told: the time, or to do nothing at all for so many milliseconds. */
export type Order = { now: number } | { stall: number };

/** Event of the process object, of our own. */
const answer = Symbol('answer');

/** What the proxy publishes: the interface and its description. */
const publicPath = '/otp/';

const root = join(import.meta.dirname, '../..');
/** Every process compiles the same modules. */
const cache = join(root, 'node_modules/.cache/otp-madoguchi/compiled');

export interface ServiceOptions {
  /** With whose clock; absent: the program that a bank runs, with the machine's. */
  clock?: { now: number; speed?: number };
  /** In one file, it starts in an eighth of the time. */
  bundle?: string;
  /** A command that runs it, such as `strace`; its arguments follow. */
  through?: readonly string[];
  /** Environment beside the bank's. */
  env?: Record<string, string>;
}

type Line = Record<string, unknown>;

export class Service implements App, AsyncDisposable {
  readonly process: ChildProcess;
  /** What it logged. */
  readonly lines: Line[] = [];
  readonly #bank: Bank;
  readonly #exited: Promise<unknown>;
  readonly #listening = Promise.withResolvers<undefined>();
  readonly #over = new AbortController();
  /** For browsers, and for the portal's servers. */
  #urls = { open: '', server: '' };
  #answers = 0;

  private constructor(bank: Bank, child: ChildProcess) {
    this.#bank = bank;
    this.process = child;
    this.#exited = once(child, 'exit');
    child.once('exit', () => {
      this.#over.abort();
    });
  }

  /** Starts it; it may not listen yet. */
  static start(bank: Bank, options: ServiceOptions = {}): Service {
    const { clock, bundle, through = [], env } = options;
    const own = clock === undefined ? 'bff/main.ts' : 'test/faults/run-service.ts';
    const program = bundle ?? join(root, own);
    const times = clock === undefined ? [] : [clock.now, clock.speed ?? 0].map(String);
    const [command = '', ...args] = [
      ...through,
      ...[process.execPath, '--conditions=source', program, ...times],
    ];
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'inherit', ...(clock === undefined ? [] : ['ipc' as const])],
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: cache, ...bank.env, ...env },
    });
    const service = new Service(bank, child);
    if (child.stdout === null) throw new Error('no standard output');
    createInterface(child.stdout).on('line', (line) => service.#note(line));
    return service;
  }

  /** Starts it and waits until it listens. */
  static async open(bank: Bank, options: ServiceOptions = {}): Promise<Service> {
    const service = Service.start(bank, options);
    await service.listening();
    return service;
  }

  /** @throws {Error} if it ends before. */
  async listening(): Promise<void> {
    await this.#unlessEnded(this.#listening.promise);
  }

  /** Which of its listeners answers a path. */
  urlOf(path: string): string {
    return path.startsWith(publicPath) ? this.#urls.open : this.#urls.server;
  }

  /** As it is on the wire; rejects when the connection is lost. */
  async request(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(`${this.urlOf(path)}${path}`, init);
    this.#answers += 1;
    this.process.emit(answer);
    return response;
  }

  /** How many it has given. */
  get answers(): number {
    return this.#answers;
  }

  /** Waits until it has given so many answers more, or has ended. */
  async answered(more: number): Promise<void> {
    const enough = this.#answers + more;
    while (this.#answers < enough) {
      const { signal } = this.#over;
      await once(this.process, answer, { signal }).catch(() => undefined);
      if (signal.aborted) return;
    }
  }

  /** Signs a member in, as the portal's server does it. */
  async signIn(corporationId: string, customerId = 'M1'): Promise<Person> {
    const role = customerId === 'M1' ? 'master' : 'user';
    const who = { sub: customerId, corp_id: corporationId, role };
    return Person.signIn(this, await this.#bank.portal.assertion(who));
  }

  /** `POST /verifications`, as the portal's servers do it; over another line, if one is given. */
  async verify(
    corporationId: string,
    customerId: string,
    code: string,
    line: App = this,
  ): Promise<Response> {
    const { portalServer } = this.#bank;
    const asked = { corporationId, customerId, code };
    return portalServer.ask(line, portalServer.verification(asked));
  }

  /** `POST /sessions/end`: the portal ends all sessions of a member. */
  async endSessions(corporationId: string, customerId: string): Promise<Response> {
    const body = JSON.stringify({ corporationId, customerId });
    return this.#bank.portalServer.ask(this, { method: 'POST', path: '/sessions/end', body });
  }

  /** Tells a `run-service.ts` what to do; resolves when it is done. */
  async order(order: Order): Promise<void> {
    const done = once(this.process, 'message');
    this.process.send(order);
    await this.#unlessEnded(done);
  }

  /** Ends it at this very instant, wherever it stands. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.#exited;
  }

  /** Ends it in good order. */
  async stop(): Promise<void> {
    this.process.kill('SIGTERM');
    await this.#exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) await this.kill();
  }

  #note(text: string): void {
    const line = JSON.parse(text) as Line;
    this.lines.push(line);
    if (line['msg'] !== 'service listening') return;
    const url = (port: unknown) => `http://127.0.0.1:${String(port)}`;
    this.#urls = { open: url(line['port']), server: url(line['serverPort']) };
    this.#listening.resolve(undefined);
  }

  async #unlessEnded(awaited: Promise<unknown>): Promise<void> {
    const ended = this.#exited.then(() => {
      throw new Error('the service has ended');
    });
    await Promise.race([awaited, ended]);
  }
}
