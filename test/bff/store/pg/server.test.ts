// A real primary, and a real standby that is promoted under a service that stays.
import { mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../../../bff/clock.ts';
import { minute } from '../../../../bff/durations.ts';
import { createLog } from '../../../../bff/log.ts';
import { beginService } from '../../../../bff/watch/begin-service.ts';
import type { Database } from '../../../../bff/store/database.ts';
import { openDatabase } from '../../../../bff/store/pg/open.ts';
import { corporation, fence } from '../../../../bff/store/schema/index.ts';
import { command, startPostgres } from '../../../support/postgres-server.ts';
import { insertCorporation } from '../../../support/rows.ts';

/** One name for whichever server is the primary, as an address that moves is for a bank. */
function movingHost() {
  const folder = mkdtempSync(join(tmpdir(), 'otp-host-'));
  const host = join(folder, 'primary');
  return {
    url: `postgres://otp@localhost/bank?host=${encodeURIComponent(host)}`,
    leadTo: (socket: string) => {
      symlinkSync(socket, `${host}.new`);
      renameSync(`${host}.new`, host);
    },
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** A service that logs into `messages`. */
async function begin(database: Database) {
  const messages: unknown[] = [];
  const write = (line: string) => messages.push((JSON.parse(line) as { msg: unknown }).msg);
  const log = createLog('info', { write });
  const clock = systemClock;
  const service = await beginService({
    ...{ config: { environment: 'test' }, database, clock, log },
    highWaterFile: undefined,
  });
  return { service, messages };
}

function readFence(database: Database) {
  return database.read(async (tx) => ({
    fencedAt: (await tx.select().from(corporation)).at(0)?.fencedAt,
    reasons: (await tx.select().from(fence)).map(({ reason }) => reason),
  }));
}

test(
  'A108 nothing is decided after a promotion before its fence',
  { timeout: minute },
  async () => {
    using host = movingHost();
    await using primary = await startPostgres();
    await primary.createDatabase('bank');
    host.leadTo(primary.socket);
    const database = await openDatabase({ url: host.url });
    await database.write((tx) => insertCorporation(tx));
    const { service, messages } = await begin(database);
    expect(await readFence(database)).toEqual({ fencedAt: 0, reasons: [] });

    await using standby = await primary.startStandby();
    await primary.kill();
    host.leadTo(standby.socket);
    const early = database.read((tx) => tx.select().from(corporation));
    await expect(early).rejects.toMatchObject({ code: 'busy' });

    const before = Date.now();
    await command(standby.url, 'select pg_promote()');
    // Whatever answers first finds the fence, and several connections meet the server at once.
    const seen = await Promise.all(Array.from({ length: 8 }, () => readFence(database)));
    for (const { fencedAt, reasons } of seen) {
      expect(fencedAt).toBeGreaterThanOrEqual(before);
      expect(reasons).toEqual(['promotion']);
    }
    expect(service.clockWatch.now()).toBeGreaterThan(before);
    expect(messages.filter((message) => message === 'fence raised')).toHaveLength(1);
    await service.end();
    await database.close();
  },
);

test('a service that begins again on its server raises nothing', { timeout: minute }, async () => {
  using host = movingHost();
  await using primary = await startPostgres();
  await primary.createDatabase('bank');
  host.leadTo(primary.socket);
  for (const round of ['first', 'second']) {
    const database = await openDatabase({ url: host.url });
    const { service } = await begin(database);
    const { reasons } = await readFence(database);
    expect({ round, reasons }).toEqual({ round, reasons: [] });
    await service.end();
    await database.close();
  }
});
