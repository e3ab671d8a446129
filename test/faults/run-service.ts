// The service in a process of its own, with a clock that its parent turns: made to be killed,
// stopped and stalled. Arguments: the time in milliseconds since the epoch, and how fast it runs
// (0: it stands still). The environment is the service's own.
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { createApp } from '../../bff/app.ts';
import { readEnv } from '../../bff/config/env.ts';
import { readConfig } from '../../bff/config/read-config.ts';
import { createContext } from '../../bff/context.ts';
import { serviceListening } from '../../bff/events.ts';
import { openListener } from '../../bff/listener.ts';
import { createServerApp } from '../../bff/server-app.ts';
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

/** Opens a listener of which it is counted what it has to answer. */
function listen(app: ReturnType<typeof createApp>): ReturnType<typeof openListener> {
  const fetch: typeof app.fetch = async (request, env) => {
    running += 1;
    try {
      return await app.fetch(request, env);
    } finally {
      running -= 1;
    }
  };
  const place = { host, port: 0, variable: 'OTP_PORT' };
  return openListener({ app: { fetch }, ...place, log: context.log });
}

const config = readConfig(readEnv());
await using context = await createContext(config, { clock });
const { host, environment } = config;
const open = await listen(createApp(context));
const server = await listen(createServerApp(context));
process.on('message', (order: Order) => {
  void obey(order).then(() => process.send?.('done'));
});
const ports = { port: open.port, serverPort: server.port };
serviceListening(context.log, { host, ...ports, environment });
await once(process, 'SIGTERM');
const closed = Promise.all([open.close(), server.close()]);
process.disconnect();
await closed;
