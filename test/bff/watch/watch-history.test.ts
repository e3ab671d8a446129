// The service looks at the histories itself: at their ends when it begins, at a piece in each round.
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createCorporation } from '../../../bff/desk/create-corporation.ts';
import { raiseFence } from '../../../bff/desk/raise-fence.ts';
import { createLog } from '../../../bff/log.ts';
import type { Database, Transaction } from '../../../bff/store/database.ts';
import { auditEntry, corporation } from '../../../bff/store/schema/index.ts';
import { beginService } from '../../../bff/watch/begin-service.ts';
import { HistoryWatch } from '../../../bff/watch/watch-history.ts';
import { withoutTriggers } from '../../support/around.ts';
import { TestClock } from '../../support/counter.ts';
import { openTestDatabase } from '../../support/database.ts';

const config = { environment: 'test' };

/** Three corporations with a few entries each, and the events that a service logs on them. */
async function openBank() {
  const database = await openTestDatabase();
  const clock = new TestClock();
  const context = { database, clock, config };
  for (const corporationId of ['C1', 'C2', 'C3']) {
    await createCorporation(context, { corporationId, name: '見本' });
    for (const reason of ['one', 'two', 'three']) {
      clock.advance(1);
      await raiseFence(context, { corporationId, reason });
    }
  }
  const events: Record<string, unknown>[] = [];
  const write = (line: string) => events.push(JSON.parse(line) as Record<string, unknown>);
  const log = createLog('info', { write });
  const broken = () =>
    events
      .filter(({ msg }) => msg === 'history broken')
      .map(({ corporationId, seq, wrong }) => ({ corporationId, seq, wrong }));
  return { database, clock, log, broken, [Symbol.asyncDispose]: () => database.close() };
}

/** Writes around the triggers that keep the history. */
function tamper(database: Database, work: (tx: Transaction) => Promise<unknown>): Promise<void> {
  return database.write((tx) => withoutTriggers(tx, work));
}

const end = 'the last entry is not the one that is known';

test('a start names the corporations whose histories end elsewhere', async () => {
  await using bank = await openBank();
  const { database, clock, log } = bank;
  await tamper(database, async (tx) => {
    await tx.delete(auditEntry).where(sql`${auditEntry.corporationId} = 'C1' and seq = 4`);
    await tx.update(corporation).set({ auditSeq: 3 }).where(eq(corporation.corporationId, 'C3'));
  });
  const service = await beginService({ config, database, clock, log, highWaterFile: undefined });
  expect(bank.broken()).toEqual([
    { corporationId: 'C1', seq: undefined, wrong: end },
    { corporationId: 'C3', seq: undefined, wrong: end },
  ]);
  // It goes on all the same: evidence is for people, and the counter stays open.
  expect(service.clockWatch.now()).toBe(clock.now());
  await service.end();
});

test('a whole bank is begun without a word', async () => {
  await using bank = await openBank();
  const { database, clock, log } = bank;
  const service = await beginService({ config, database, clock, log, highWaterFile: undefined });
  await service.end();
  expect(bank.broken()).toEqual([]);
});

test('rounds come to every corporation in turn, and begin anew', async () => {
  await using bank = await openBank();
  const { database, log } = bank;
  await tamper(database, (tx) =>
    tx
      .update(auditEntry)
      .set({ targetId: 'M1' })
      .where(sql`${auditEntry.corporationId} = 'C2' and seq = 2`),
  );
  const watch = new HistoryWatch({ config, database, log });
  const found = { corporationId: 'C2', seq: 2, wrong: 'has another target in its column' };
  for (const expected of [0, 1, 1, 1, 1, 2]) {
    await watch.lookAtNext();
    expect(bank.broken()).toEqual(Array.from({ length: expected }, () => found));
  }
});
