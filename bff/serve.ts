// The service as a process: context → listeners, and back on a signal. It owns the order of starting
// and stopping; a listener's own affairs are listener.ts's.
import { createApp } from './app.ts';
import type { ServerConfig } from './config/config.ts';
import { createContext } from './context.ts';
import { serviceListening, serviceStopped, serviceStopping } from './events.ts';
import { type Listener, openListener } from './listener.ts';
import type { Context } from './ports.ts';
import { createServerApp } from './server-app.ts';

const signals = ['SIGTERM', 'SIGINT'] as const;

/**
 * Serves until a signal comes; a second signal ends the process at once.
 *
 * @throws {ListenError} if a port can't be opened. Nothing is left open then.
 */
export async function serve(config: ServerConfig): Promise<void> {
  const stopping = new AbortController();
  await using context = await createContext(config);
  const listeners = await openListeners(context, config, stopping.signal);
  const [open, server] = listeners;
  const { host, environment } = config;
  const ports = { port: open.port, ...(server !== undefined && { serverPort: server.port }) };
  serviceListening(context.log, { host, ...ports, environment });

  const signal = await firstSignal();
  serviceStopping(context.log, { signal });
  stopping.abort();
  serviceStopped(context.log, { clean: await closeAll(listeners) });
}

/** The public one, and the one for the portal's servers where the configuration has it. */
export async function openListeners(
  context: Context,
  { host, port, serverPort }: Pick<ServerConfig, 'host' | 'port' | 'serverPort'>,
  stopping: AbortSignal,
): Promise<[open: Listener, server?: Listener]> {
  const { log } = context;
  // Probes are for those who run the service: they leave the public side where they can.
  const app = createApp(context, { stopping, probes: serverPort === undefined });
  const open = await openListener({ app, host, port, variable: 'OTP_PORT', log });
  if (serverPort === undefined) return [open];
  const serverApp = createServerApp(context, { stopping });
  const place = { host, port: serverPort, variable: 'OTP_SERVER_PORT' };
  try {
    return [open, await openListener({ app: serverApp, ...place, log })];
  } catch (error) {
    await open.close();
    throw error;
  }
}

/** False if something had to be cut off. */
async function closeAll(listeners: readonly (Listener | undefined)[]): Promise<boolean> {
  const closed = await Promise.all(listeners.map(async (listener) => listener?.close()));
  return closed.every((clean) => clean !== false);
}

function firstSignal(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  for (const signal of signals) process.once(signal, resolve);
  return promise;
}
