// Something changes between what was shown and what is committed: nothing is carried out.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { askedBy, requireMaster } from '../../bff/counter/intents/live-intent.ts';
import { resumeSession } from '../../bff/counter/resume-session.ts';
import { decide } from '../../bff/decision/decide.ts';
import { minute } from '../../bff/durations.ts';
import { corporation as corporationTable, intent, member } from '../../bff/store/schema/index.ts';
import { openCounter } from '../support/counter.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';

test('A41 an intent commits on the version it was opened on', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  await carryOut(
    master,
    { operation: 'register-user', customerId: 'U01' },
    { proof: inUse.code(), commit: shown(corporation.token(1)) },
  );
  counter.clock.advance(minute);
  const opened = await master.open({ operation: 'change-usage-mode', to: 'shared' });
  await master.prove(opened.body, inUse.code());
  // The portal's list no longer has U01: his token is released, and the preview was of before.
  await corporation.removeMember('U01');
  const late = await master.commit(opened.body, shown(corporation.token(2)));
  expect(late).toMatchObject({ status: 409, body: { code: 'intent-conflict' } });
  expect((await master.get('/usage-mode')).body).toMatchObject({ mode: 'separate' });
});

test('A41 an intent that was left open ends on another version', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'replace-token' });
  // Every verb that raises the version ends the live intents as well; this one forgets to.
  await counter.context.database.write((tx) => tx.update(corporationTable).set({ version: 9 }));
  expect((await master.prove(opened.body, inUse.code())).body.code).toBe('intent-conflict');
  const after = await master.commit(opened.body, shown(corporation.token(2)));
  expect(after.body.code).toBe('intent-conflict');
});

test('I7 every change raises the version by exactly one', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const versions = () =>
    counter.context.database.read(async (tx) => {
      const [row] = await tx.select().from(corporationTable);
      return [row?.version, row?.modeVersion];
    });
  expect(await versions()).toEqual([2, 1]);
  const user = { customerId: 'U01' };
  const [users, fresh, common] = [1, 2, 3].map((index) => corporation.token(index));
  const changes = [
    [{ operation: 'register-user', ...user }, inUse, users, [3, 1]],
    [{ operation: 'deregister-user', ...user }, inUse, undefined, [4, 1]],
    [{ operation: 'replace-token' }, inUse, fresh, [5, 1]],
    [{ operation: 'change-usage-mode', to: 'shared' }, fresh, common, [6, 2]],
    [{ operation: 'change-usage-mode', to: 'separate' }, common, inUse, [7, 3]],
  ] as const;
  for (const [asked, present, next, told] of changes) {
    const proof = present?.code() ?? '';
    await carryOut(master, asked, { proof, commit: next === undefined ? {} : shown(next) });
    expect(await versions()).toEqual(told);
    counter.clock.advance(90_000);
  }
});

test('A43 rights are asked again inside the transaction', async () => {
  await using counter = await openCounter();
  const { master } = await setUp(counter, 'shared');
  const { context } = counter;
  const [, token = ''] = master.cookie.split('=');
  const actor = await resumeSession(context, token, 'request');
  const ask = () =>
    decide<number>(context, askedBy(actor, 'change-opened'), (decision) =>
      requireMaster(context, decision, actor),
    );
  await ask();
  await context.database.write((tx) =>
    tx.update(member).set({ rank: 1 }).where(eq(member.customerId, 'M1')),
  );
  await expect(ask()).rejects.toMatchObject({ code: 'not-permitted' });
});

test('A46 an intent belongs to the session that opened it', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'replace-token' });
  const elsewhere = await corporation.signIn();
  expect(await elsewhere.prove(opened.body, inUse.code())).toMatchObject({
    status: 404,
    body: { code: 'not-found' },
  });
  expect((await elsewhere.get(`/intents/${opened.body.id}`)).status).toBe(404);
  expect((await master.prove(opened.body, inUse.code())).status).toBe(200);
});

test('A46 a change ends what another master had begun', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'shared');
  const begun = await master.open({ operation: 'replace-token' });
  expect((await master.prove(begun.body, inUse.code())).body.state).toBe('proved');
  await corporation.replaceMaster('M2');
  counter.clock.advance(minute);
  const next = await corporation.signIn('M2', { role: 'master' });
  const codes = { proof: inUse.code(), commit: shown(corporation.token(1)) };
  await carryOut(next, { operation: 'replace-token' }, codes);
  const rows = await counter.context.database.read((tx) => tx.select().from(intent));
  expect(rows.find(({ intentId }) => intentId === begun.body.id)).toMatchObject({ state: 'void' });
});
