// Opens the demo: data, counter, portal, port; and closes them again.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { createApp, type Context } from 'otp-madoguchi/bff';
import { seed } from '../seed/seed.ts';
import { assets } from './assets.ts';
import { banner } from './banner.ts';
import { openCounter, type CounterOptions } from './counter.ts';
import { readToys, removeData, type Toys } from './data-folder.ts';
import { localOnly } from './guard.ts';
import { openKeys } from './keys.ts';
import { assertFree, host } from './port.ts';
import { createPortal } from './portal.ts';
import { PortalSessions } from './portal-session.ts';
import { createClient, openOtpPortal } from './vouching.ts';

export interface DemoOptions {
  /** The package's folder; data goes into `.data` there. */
  root: string;
  /** Forgets all data of earlier runs. */
  fresh: boolean;
  /** As text, from the environment. */
  port?: string | undefined;
}

const defaultPort = '4610';

/**
 * Opens the demo and says where; it closes on SIGINT and SIGTERM.
 *
 * @throws {PortInUse}
 */
export async function open({
  root,
  fresh,
  port: wanted = defaultPort,
}: DemoOptions): Promise<void> {
  const port = Number(wanted);
  await assertFree(port);
  const folder = join(root, '.data');
  const toys = fresh ? undefined : readToys(folder);
  if (toys === undefined) removeData(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys = await openKeys(folder);
  const options: CounterOptions = {
    folder,
    origin: `http://localhost:${port}`,
    keys,
    client: createClient(),
  };
  const stock = toys ?? (await seed(options));
  const context = await openCounter(options);
  const server = serve({
    fetch: createDemo(context, options, stock).fetch,
    port,
    hostname: host,
  });
  closeOnSignal(server, context);
  say(banner(options.origin));
}

function createDemo(context: Context, options: CounterOptions, toys: Toys): Hono {
  const { origin, keys, client } = options;
  const counter = createApp(context);
  const portal = createPortal({
    sessions: new PortalSessions(),
    otp: openOtpPortal({ context, keys, client }),
    toysOf: (corporationId) => toys[corporationId] ?? [],
  });
  const demo = new Hono();
  demo.use(localOnly(Number(new URL(origin).port)));
  demo.all('/otp/*', (c) => counter.fetch(c.req.raw));
  demo.route('/assets', assets);
  demo.route('/', portal);
  return demo;
}

/** Answers what was asked, then lets go of the database. */
function closeOnSignal(server: ServerType, context: Context): void {
  let closing = false;
  const close = () => {
    if (closing) return;
    closing = true;
    server.close(() => void context[Symbol.asyncDispose]().then(() => process.exit(0)));
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
}

function say(text: string): void {
  process.stdout.write(text);
}
