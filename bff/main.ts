// The process: environment → configuration → context → server, and back on a signal. It owns the
// listening socket and the order of stopping; what is served is app.ts's.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from './app.ts';
import type { ServerConfig } from './config/config.ts';
import { readEnv } from './config/env.ts';
import { readConfig } from './config/read-config.ts';
import { createContext } from './context.ts';
import { second } from './durations.ts';
import { StartFault } from './errors/start-fault.ts';
import { serviceListening, serviceStopped, serviceStopping } from './events.ts';

type Server = ReturnType<typeof createAdaptorServer>;

/** Requests that have begun may take this long before their connections are cut. */
const graceTime = 10 * second;
/** A body is at most 16 KiB: whoever needs longer holds a connection for its own sake. */
const serverOptions = { requestTimeout: 30 * second, headersTimeout: 10 * second };
const signals = ['SIGTERM', 'SIGINT'] as const;

try {
  await run(readConfig(readEnv()));
} catch (error) {
  // Perhaps there is no configuration, and no log to write to; the faults quote no secrets.
  if (!(error instanceof StartFault)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** Serves until a signal comes; a second signal ends the process at once. */
async function run(config: ServerConfig): Promise<void> {
  const stopping = new AbortController();
  await using context = await createContext(config);
  const app = createApp(context, { stopping: stopping.signal });
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions });
  server.listen(config.port);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  serviceListening(context.log, { port, environment: config.environment });

  const signal = await firstSignal();
  serviceStopping(context.log, { signal });
  stopping.abort();
  const clean = await close(server);
  serviceStopped(context.log, { clean });
}

function firstSignal(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  for (const signal of signals) process.once(signal, resolve);
  return promise;
}

/** Accepts nothing new and lets what has begun finish. False if something had to be cut off. */
async function close(server: Server): Promise<boolean> {
  let clean = true;
  const closed = once(server, 'close');
  server.close();
  const cut = setTimeout(() => {
    clean = false;
    if ('closeAllConnections' in server) server.closeAllConnections();
  }, graceTime);
  await closed;
  clearTimeout(cut);
  return clean;
}
