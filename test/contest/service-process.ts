// The service in a process of its own, as bff/main.ts serves it, but for its clock: that one goes
// only when the parent turns it. It is told a `Start` first, then instants, and answers each with the
// port once it holds.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from '../../bff/app.ts';
import type { Clock } from '../../bff/clock.ts';
import type { Config } from '../../bff/config/config.ts';
import { createContext } from '../../bff/context.ts';
import { openStage } from './database.ts';

export interface Start {
  config: Config;
  /** Milliseconds since the epoch. */
  now: number;
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
const server = createAdaptorServer({ fetch: createApp(context).fetch });
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
process.on('message', (now: number) => {
  clock.turn(now);
  process.send?.(port);
});
process.send?.(port);

await once(process, 'SIGTERM');
const closed = once(server, 'close');
server.close();
if ('closeAllConnections' in server) server.closeAllConnections();
await closed;
process.removeAllListeners();
process.disconnect();
