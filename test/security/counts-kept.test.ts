// A wrong code that was counted stays counted: whatever fails after it, whoever succeeds beside it,
// and over a restart.
import { expect, test } from 'vitest';
import { createApp } from '../../bff/app.ts';
import { createContext } from '../../bff/context.ts';
import { minute, second } from '../../bff/durations.ts';
import type { Database } from '../../bff/store/database.ts';
import { attempt } from '../../bff/store/schema/index.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { setUp } from '../support/procedures.ts';
import { verify } from '../support/verify.ts';

async function counted({ context }: TestCounter): Promise<number[]> {
  const rows = await context.database.read((tx) => tx.select().from(attempt));
  return rows.map(({ consecutive }) => consecutive);
}

test('A22 a charge is in the database before the answer', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  for (let n = 1; n <= 4; n += 1) {
    await verify(counter, corporation.corporationId, 'M1', inUse.wrongCode());
    expect(await counted(counter)).toEqual([n]);
  }
});

test('A23 another instance goes on counting', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const { context, clock } = counter;
  const { database, log } = context;
  const kept: Database = {
    write: (work) => database.write(work),
    read: (work) => database.read(work),
    close: () => Promise.resolve(),
  };
  const told = [];
  for (let n = 1; n <= 6; n += 1) {
    // A service that has just begun, with nothing in its memory. The first of them finds a run that
    // never ended, and raises a fence.
    await using fresh = await createContext(context.config, { clock, log, database: kept });
    clock.advance(90 * second);
    const restarted = { ...counter, context: fresh, app: createApp(fresh) };
    const answer = await verify(restarted, corporation.corporationId, 'M1', inUse.wrongCode());
    told.push(answer.triesLeft ?? answer.code);
  }
  expect(told).toEqual(['otp-rejected', 'otp-rejected', 2, 1, 'otp-paused', 'otp-paused']);
});

test('A28 a success erases no wrong code that came after', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const ask = (code: string) => verify(counter, corporation.corporationId, 'M1', code);
  const wrong = inUse.wrongCode();
  for (let round = 0; round < 6; round += 1) {
    const answers = await Promise.all([ask(wrong), ask(inUse.code()), ask(wrong), ask(wrong)]);
    const right = answers.findIndex(({ status }) => status === 200);
    expect(right).toBeGreaterThanOrEqual(0);
    // The database takes them in one order; whatever came after the success is still counted.
    const [consecutive = 0] = await counted(counter);
    expect(consecutive).toBe(answers.length - 1 - right);
    counter.clock.advance(minute);
    expect((await ask(inUse.code())).status).toBe(200);
    counter.clock.advance(minute);
  }
});

test('A24 what was paused stays paused in other hands', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const ask = (code: string) => verify(counter, corporation.corporationId, 'M1', code);
  for (let n = 1; n <= 5; n += 1) await ask(inUse.wrongCode());
  const others = await counter.openCorporation();
  await others.signIn();
  const master = await corporation.signIn();
  const opened = await master.open({ operation: 'replace-token' });
  expect((await master.prove(opened.body, inUse.code())).body.code).toBe('otp-paused');
});
