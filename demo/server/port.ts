import { once } from 'node:events';
import { createServer } from 'node:net';

/** The demo listens to this machine alone. */
export const host = '127.0.0.1';

/** Another program has the port; quite likely this demo, started before. */
export class PortInUse extends Error {
  constructor(port: number, options: ErrorOptions) {
    super(`Port ${port} is in use. Is the demo open already? If not, set another PORT.`, options);
    this.name = 'PortInUse';
  }
}

/**
 * Looks before the data is touched: a second demo must not open, or forget, what the first one uses.
 *
 * @throws {PortInUse}
 */
export async function assertFree(port: number): Promise<void> {
  const probe = createServer().listen(port, host);
  try {
    await once(probe, 'listening');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new PortInUse(port, { cause });
  }
  probe.close();
  await once(probe, 'close');
}
