// The service in a process of its own, with a clock that its parent turns: made to be killed,
// stopped and stalled. Arguments: the time in milliseconds since the epoch, and how fast it runs
// (0: it stands still). The environment is the service's own.
import { createAdaptorServer } from '@hono/node-server';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { createApp } from '../../bff/app.ts';
import { readEnv } from '../../bff/config/env.ts';
import { readConfig } from '../../bff/config/read-config.ts';
import { createContext } from '../../bff/context.ts';
import { serviceListening } from '../../bff/events.ts';
import type { Order } from './service.ts';

const [start = '', speed = '0'] = process.argv.slice(2);

let offset = Number(start);
const sinceStart = () => performance.now() * Number(speed);
const now = () => Math.floor(offset + sinceStart());
// Wall clock and monotonic clock move together: this is no clock that jumps.
const clock = { now, elapsed: now };

/** Requests that are being answered. */
let running = 0;

/** Rounds of the event loop in which a request that has arrived must have begun. */
const quietRounds = 5;

/** Nobody waits for a code to be judged: what was sent at an instant is judged at that instant. */
async function idle(): Promise<void> {
  for (let quiet = 0; quiet < quietRounds; quiet = running === 0 ? quiet + 1 : 0) {
    await setImmediate();
  }
}

async function obey(order: Order): Promise<void> {
  if ('now' in order) {
    await idle();
    offset = order.now - sinceStart();
  }
  // Nothing else runs meanwhile: garbage collection or a long loop looks the same from outside.
  else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, order.stall);
}

const config = readConfig(readEnv());
await using context = await createContext(config, { clock });
const app = createApp(context);
const server = createAdaptorServer({
  fetch: async (request, env) => {
    running += 1;
    try {
      return await app.fetch(request, env);
    } finally {
      running -= 1;
    }
  },
});
server.listen(config.port);
await once(server, 'listening');
process.on('message', (order: Order) => {
  void obey(order).then(() => process.send?.('done'));
});
serviceListening(context.log, {
  port: (server.address() as AddressInfo).port,
  environment: config.environment,
});
await once(process, 'SIGTERM');
server.close();
process.disconnect();
