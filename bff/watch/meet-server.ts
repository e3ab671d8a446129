import { fenceRaised } from '../events.ts';
import type { Context } from '../ports.ts';
import type { Database } from '../store/database.ts';
import { lockServiceState, saveServer } from '../store/service-state-store.ts';
import { causeOfServer } from './fence-cause.ts';
import { raiseForAll } from './raise-for-all.ts';

/**
 * Another server answers than the one that the database remembers: a standby that was promoted may
 * lack the last codes that were spent. Where several services meet it, the first raises the fence,
 * and nobody decides anything there before that is committed.
 *
 * @param name of the server, `''` if it doesn't tell: then nothing can be compared.
 * @param database the connection on which it was met.
 */
export async function meetServer(
  { clock, log }: Pick<Context, 'clock' | 'log'>,
  name: string,
  database: Pick<Database, 'write'>,
): Promise<void> {
  if (name === '') return;
  const cause = await database.write(async (tx) => {
    const known = (await lockServiceState(tx))?.server ?? '';
    if (known === name) return undefined;
    const reason = causeOfServer(known, name);
    if (reason !== undefined) await raiseForAll(tx, reason, clock.now());
    await saveServer(tx, name);
    return reason;
  });
  if (cause !== undefined) fenceRaised(log, { reason: cause });
}
