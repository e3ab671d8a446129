// A primary whose synchronous standby is down: the server commits, waits, gives the wait up, and
// calls that a success.
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { minute } from '../../../../bff/durations.ts';
import type { Database } from '../../../../bff/store/database.ts';
import { openDatabase } from '../../../../bff/store/pg/open.ts';
import { corporation } from '../../../../bff/store/schema/index.ts';
import { command, startPostgres } from '../../../support/postgres-server.ts';
import { insertCorporation } from '../../../support/rows.ts';

async function replicateTo(url: string, standbys: string): Promise<void> {
  await command(url, `alter system set synchronous_standby_names = '${standbys}'`);
  await command(url, 'select pg_reload_conf()');
}

/**
 * Writes until a commit has to wait, and gives that wait up as a night operator does who finds
 * everything standing still. A server takes a moment until it minds what was reloaded: the first
 * commits may not wait at all.
 */
async function writeAndCancel(database: Database, url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (let number = 1; ; number += 1) {
      const written = database.write((tx) => insertCorporation(tx, `C${number}`));
      const outcome = written.then(
        () => 'answered as done',
        (error: unknown) => error,
      );
      if (await cancelUnless(outcome, client)) return await outcome;
    }
  } finally {
    await client.end();
  }
}

/** True once a waiting commit was cancelled, false if the outcome came without. */
async function cancelUnless(outcome: Promise<unknown>, client: pg.Client): Promise<boolean> {
  for (;;) {
    const { rowCount } = await client.query(
      `select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`,
    );
    if (rowCount !== null && rowCount > 0) return true;
    const isOver = await Promise.race([outcome.then(() => true), setTimeout(20, false)]);
    if (isOver) return false;
  }
}

test('A105 a commit that no standby has is no success', { timeout: minute }, async () => {
  await using server = await startPostgres();
  const url = await server.createDatabase('bank');
  const database = await openDatabase({ url });
  await replicateTo(server.url, 'standby_that_is_down');
  const refused = await writeAndCancel(database, server.url);
  expect(refused).toMatchObject({ code: 'outcome-unknown' });
  await replicateTo(server.url, '');
  await database.write((tx) => insertCorporation(tx, 'LAST'));
  // All stand here: what is unknown is whether another server has the one that was cancelled.
  const kept = await database.read((tx) => tx.select().from(corporation));
  expect(kept.length).toBeGreaterThanOrEqual(2);
  await database.close();
});
