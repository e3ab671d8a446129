import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { dialect } from '#columns';
import type { Config } from '../../bff/config/config.ts';
import type { Ports, Start } from './service-process.ts';

const script = join(import.meta.dirname, 'service-process.ts');
/** Each process compiles the same modules. */
const cache = join(import.meta.dirname, '../../node_modules/.cache/otp-madoguchi/compiled');
const conditions = ['--conditions=source', ...(dialect === 'pg' ? ['--conditions=pg'] : [])];

/** One process of the service, on a port of its own. */
export class Service {
  readonly #process: ChildProcess;
  readonly origin: string;
  /** Where the portal's servers ask. */
  readonly serverOrigin: string;

  private constructor(child: ChildProcess, { port, serverPort }: Ports) {
    this.#process = child;
    this.origin = `http://127.0.0.1:${port}`;
    this.serverOrigin = `http://127.0.0.1:${serverPort}`;
  }

  static async start(config: Config, now: number): Promise<Service> {
    const child = fork(script, {
      execArgv: conditions,
      // Keys are bytes.
      serialization: 'advanced',
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    });
    const start: Start = { config, now };
    child.send(start);
    return new Service(child, await portsOf(child));
  }

  /** Answers once the process has the instant, in milliseconds since the epoch. */
  async turnClock(now: number): Promise<void> {
    this.#process.send(now);
    await portsOf(this.#process);
  }

  /** Ends it in good order. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill(signal);
    await ended;
  }
}

/** What the process tells next: its ports. */
async function portsOf(child: ChildProcess): Promise<Ports> {
  const settled = new AbortController();
  const options = { signal: settled.signal };
  const ended = once(child, 'exit', options).then(() => {
    throw new Error('The service ended instead of answering');
  });
  try {
    const [ports] = (await Promise.race([once(child, 'message', options), ended])) as [Ports];
    return ports;
  } finally {
    settled.abort();
  }
}
