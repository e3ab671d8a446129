// The service in a process of its own, with a clock that its parent turns: made to be killed,
// stopped and stalled. Arguments: the time in milliseconds since the epoch, and how fast it runs
// (0: it stands still). The environment is the service's own.
import { createAdaptorServer } from '@hono/node-server';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
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

function obey(order: Order): void {
  if ('now' in order) offset = order.now - sinceStart();
  // Nothing else runs meanwhile: garbage collection or a long loop looks the same from outside.
  else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, order.stall);
}

const config = readConfig(readEnv());
await using context = await createContext(config, { clock });
const server = createAdaptorServer({ fetch: createApp(context).fetch });
server.listen(config.port);
await once(server, 'listening');
process.on('message', (order: Order) => {
  obey(order);
  process.send?.('done');
});
serviceListening(context.log, {
  port: (server.address() as AddressInfo).port,
  environment: config.environment,
});
await once(process, 'SIGTERM');
server.close();
process.disconnect();
