// A primary whose synchronous standby is down: the server commits, waits, gives the wait up, and
// calls that a success.
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { minute } from '../../../../bff/durations.ts';
import { openDatabase } from '../../../../bff/store/pg/open.ts';
import { corporation } from '../../../../bff/store/schema/index.ts';
import { command, startPostgres } from '../../../support/postgres-server.ts';
import { insertCorporation } from '../../../support/rows.ts';

async function replicateTo(url: string, standbys: string): Promise<void> {
  await command(url, `alter system set synchronous_standby_names = '${standbys}'`);
  await command(url, 'select pg_reload_conf()');
}

/** As a night operator does who finds everything standing still. */
async function cancelTheWait(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (let cancelled = 0; cancelled === 0; await setTimeout(20)) {
    const { rowCount } = await client.query(
      `select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`,
    );
    cancelled = rowCount ?? 0;
  }
  await client.end();
}

test('A105 a commit that no standby has is no success', { timeout: minute }, async () => {
  await using server = await startPostgres();
  const url = await server.createDatabase('bank');
  const database = await openDatabase({ url });
  await replicateTo(server.url, 'standby_that_is_down');
  const written = database.write((tx) => insertCorporation(tx));
  const refused = expect(written).rejects.toMatchObject({ code: 'outcome-unknown' });
  await cancelTheWait(server.url);
  await refused;
  await replicateTo(server.url, '');
  await database.write((tx) => insertCorporation(tx, 'C0002'));
  // Both stand here: what is unknown is whether another server has the first.
  const kept = await database.read((tx) => tx.select().from(corporation));
  expect(kept).toHaveLength(2);
  await database.close();
});
