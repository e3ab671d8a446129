// One listening socket and the app behind it. It owns how long a request may take to come and how a
// socket is given up; what is served is the app's.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { second } from './durations.ts';
import { ListenError, type ListenPlace } from './errors/listen-error.ts';
import type { Log } from './events.ts';
import { answerParserProblems } from './parser-problem.ts';

/** Requests that have begun may take this long before their connections are cut. */
const graceTime = 10 * second;
/** A body is at most 16 KiB: a client that needs longer holds a connection for its own sake. */
const serverOptions = { requestTimeout: 30 * second, headersTimeout: 10 * second };

export interface ListenerOptions extends ListenPlace {
  app: Pick<Parameters<typeof createAdaptorServer>[0], 'fetch'>;
  log: Log;
}

export interface Listener {
  /** The one it got, where any free one was asked for. */
  port: number;
  /** Accepts nothing new and lets what has begun finish. False if something had to be cut off. */
  close(): Promise<boolean>;
  /** Gives up every connection at once. */
  cut(): Promise<boolean>;
}

/** @throws {ListenError} with a sentence for the operator, if the port can't be opened. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const { app, host, port, log } = options;
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions });
  answerParserProblems(server, log);
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new ListenError(options, cause);
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: () => close(server, graceTime),
    cut: () => close(server, 0),
  };
}

/** @param patience milliseconds for the requests that have begun. */
async function close(
  server: ReturnType<typeof createAdaptorServer>,
  patience: number,
): Promise<boolean> {
  let clean = true;
  const closed = once(server, 'close');
  server.close();
  const cut = setTimeout(() => {
    clean = false;
    if ('closeAllConnections' in server) server.closeAllConnections();
  }, patience);
  await closed;
  clearTimeout(cut);
  return clean;
}
