import { createServer } from 'node:net';

const host = '127.0.0.1';
const triedPorts = 20;

/**
 * The port to listen on: `wanted`, or the next free one after it.
 *
 * @throws {Error} if there is none among the next twenty.
 */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + triedPorts; port++) {
    if (await isFree(port)) return port;
  }
  throw new Error(`Ports ${wanted} to ${wanted + triedPorts - 1} are all in use; set PORT.`);
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = createServer();
  probe.once('error', () => resolve(false));
  probe.listen(port, host, () => probe.close(() => resolve(true)));
  return promise;
}
