// The service in a process of its own, as bff/main.ts serves it, but for its clock: that one goes
// only when the parent turns it. It is told a `Start` first, then instants, and answers each with the
// ports once it holds.
import { once } from 'node:events';
import type { Clock } from '../../bff/clock.ts';
import type { Config } from '../../bff/config/config.ts';
import { createContext } from '../../bff/context.ts';
import { openListeners } from '../../bff/serve.ts';
import { openStage } from './database.ts';

export interface Start {
  config: Config;
  /** Milliseconds since the epoch. */
  now: number;
}

/** For browsers, and for the portal's servers. */
export interface Ports {
  port: number;
  serverPort: number | undefined;
}

/** Wall clock and monotonic clock in one: nobody shall think that either was turned. */
class ToldClock implements Clock {
  #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  readonly now = (): number => this.#now;
  readonly elapsed = (): number => this.#now;

  turn(to: number): void {
    this.#now = to;
  }
}

// The parent is gone, killed perhaps: nobody is left to end us.
process.once('disconnect', () => process.exit(1));
const [start] = (await once(process, 'message')) as [Start];
const clock = new ToldClock(start.now);
await using database = await openStage(start.config.databaseUrl);
await using context = await createContext(start.config, { clock, database });
const places = { host: '127.0.0.1', port: 0, serverPort: 0 };
const listeners = await openListeners(context, places, new AbortController().signal);
const [open, server] = listeners;
const ports: Ports = { port: open.port, serverPort: server?.port };
process.on('message', (now: number) => {
  clock.turn(now);
  process.send?.(ports);
});
process.send?.(ports);

await once(process, 'SIGTERM');
await Promise.all(listeners.map(async (listener) => listener?.cut()));
process.removeAllListeners();
process.disconnect();
