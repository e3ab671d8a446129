// What anybody can bring about without limit makes no history without end, and still every time is told.
import { expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import type { AuditEvent } from '../../bff/audit/chain.ts';
import { day, minute, second } from '../../bff/durations.ts';
import { raiseFence } from '../../bff/desk/raise-fence.ts';
import { enterRefusal } from '../../bff/decision/repeated-refusal.ts';
import { tellRepeated } from '../../bff/watch/tell-repeated.ts';
import { unlockToken } from '../../bff/desk/unlock-token.ts';
import { verifyDatabase } from '../../bff/desk/verify-history.ts';
import { lockCorporation } from '../../bff/store/corporation-store.ts';
import { auditEntry, repeatedRefusal } from '../../bff/store/schema/index.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';
import { verify } from '../support/verify.ts';

/** What the history of the corporation says of refusals with these codes, in its order. */
async function told({ context }: TestCounter, corporationId: string, ...codes: string[]) {
  const rows = await context.database.read((tx) =>
    tx
      .select()
      .from(auditEntry)
      .where(eq(auditEntry.corporationId, corporationId))
      .orderBy(auditEntry.seq),
  );
  return rows
    .map(({ entry }) => JSON.parse(entry) as AuditEvent)
    .filter(({ result }) => codes.includes(result))
    .map(({ action, result, repeated }) => ({ action, result, repeated }));
}

function open({ context }: TestCounter) {
  return context.database.read((tx) => tx.select().from(repeatedRefusal));
}

/** A user with a token of their own, and a way to ask about a wrong code of it. */
async function openUser(counter: TestCounter) {
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const user = corporation.token(1);
  await carryOut(
    master,
    { operation: 'register-user', customerId: 'U01' },
    { proof: inUse.code(), commit: shown(user) },
  );
  counter.clock.advance(3 * minute);
  const { corporationId } = corporation;
  const wrong = async (times: number) => {
    const code = user.wrongCode();
    for (let asked = 0; asked < times; asked += 1)
      await verify(counter, corporationId, 'U01', code);
  };
  return {
    corporationId,
    user,
    wrong,
    right: () => verify(counter, corporationId, 'U01', user.code()),
  };
}

const verified = 'code-verified';

test('a pause is one entry and one number, however often it is run into', async () => {
  await using counter = await openCounter();
  const { corporationId, wrong } = await openUser(counter);
  await wrong(5 + 40);
  const first = { action: verified, result: 'otp-paused', repeated: undefined };
  expect(await told(counter, corporationId, 'otp-paused')).toEqual([first]);

  await tellRepeated(counter.context, counter.clock.now());
  expect(await told(counter, corporationId, 'otp-paused')).toEqual([first]);
  counter.clock.advance(30 * minute);
  await tellRepeated(counter.context, counter.clock.now());
  const number = { ...first, repeated: 40 };
  expect(await told(counter, corporationId, 'otp-paused')).toEqual([first, number]);
  expect(await open(counter)).toEqual([]);
  await tellRepeated(counter.context, counter.clock.now());
  expect(await told(counter, corporationId, 'otp-paused')).toHaveLength(2);
  const { faults } = await verifyDatabase('test', counter.context.database);
  expect(faults).toEqual([]);
});

test('the first refusal after the end tells the number and is entered itself', async () => {
  await using counter = await openCounter();
  const { corporationId, right, wrong } = await openUser(counter);
  await wrong(5 + 3);
  counter.clock.advance(30 * minute);
  expect(await right()).toMatchObject({ status: 200 });
  await wrong(5);
  expect((await told(counter, corporationId, 'otp-paused')).map((one) => one.repeated)).toEqual([
    undefined,
    3,
    undefined,
  ]);
});

test('a disabled token is told once a day', async () => {
  await using counter = await openCounter();
  const { corporationId, wrong } = await openUser(counter);
  await wrong(5);
  counter.clock.advance(30 * minute);
  await wrong(5 + 2);
  counter.clock.advance(day - second);
  await wrong(1);
  const once = { action: verified, result: 'token-disabled', repeated: undefined };
  expect(await told(counter, corporationId, 'token-disabled')).toEqual([once]);
  counter.clock.advance(second);
  await wrong(2);
  const number = { ...once, repeated: 3 };
  expect(await told(counter, corporationId, 'token-disabled')).toEqual([once, number, once]);
});

test('lifting a pause tells what it refused, and the next pause is entered', async () => {
  await using counter = await openCounter();
  const { corporationId, user, wrong } = await openUser(counter);
  await wrong(5 + 2);
  const asked = { corporationId, tokenId: user.tokenId, reason: 'called back' };
  await unlockToken(counter.context, asked);
  await wrong(5 + 1);
  const repeated = (await told(counter, corporationId, 'otp-paused')).map((one) => one.repeated);
  expect(repeated).toEqual([undefined, 2, undefined]);
});

test('a fence is one entry for each token and actor', async () => {
  await using counter = await openCounter();
  const { corporationId, right } = await openUser(counter);
  await raiseFence(counter.context, { corporationId, reason: 'a drill' });
  for (let times = 0; times < 6; times += 1) await right();
  expect(await told(counter, corporationId, 'fence')).toHaveLength(1);
  expect((await open(counter)).map(({ count }) => count)).toEqual([5]);
  counter.clock.advance(3 * minute);
  expect(await right()).toMatchObject({ status: 200 });
  await tellRepeated(counter.context, counter.clock.now());
  expect((await told(counter, corporationId, 'fence')).at(-1)).toMatchObject({ repeated: 5 });
});

test('an allowance that is used up is one entry at the counter', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'replace-token' });
  await master.prove(opened.body, inUse.code());
  for (let times = 0; times < 5 + 9; times += 1)
    await master.commit(opened.body, { tokenId: `NOBODY${times + 1000}`, code: '123456' });
  const once = { action: 'change-committed', result: 'too-many-requests', repeated: undefined };
  expect(await told(counter, corporation.corporationId, 'too-many-requests')).toEqual([once]);
  expect((await open(counter)).map(({ count }) => count)).toEqual([8]);
});

test('an accepted code and a wrong one are always entered', async () => {
  await using counter = await openCounter();
  const { corporationId, right, wrong } = await openUser(counter);
  for (let times = 0; times < 3; times += 1) {
    expect(await right()).toMatchObject({ status: 200 });
    await wrong(1);
    counter.clock.advance(minute);
  }
  expect(await told(counter, corporationId, 'otp-rejected')).toHaveLength(3);
});

test('each actor, subject and result is counted for itself', async () => {
  await using counter = await openCounter();
  const { corporationId } = await counter.openCorporation();
  const at = counter.clock.now();
  const enter = (actor: string, subject: string, result: 'csrf' | 'not-permitted') =>
    counter.context.database.write(async (tx) => {
      const head = await lockCorporation(tx, corporationId);
      if (head === undefined) throw new Error('no corporation');
      const event = { at, action: verified, result, actor, target: '' } as const;
      await enterRefusal(counter.context, tx, head, event, { subject, until: at + minute });
    });
  for (let times = 0; times < 3; times += 1) {
    await enter('portal', 'session', 'csrf');
    await enter('U01', 'session', 'csrf');
    await enter('U01', 'T1', 'csrf');
    await enter('U01', 'T1', 'not-permitted');
  }
  expect(await told(counter, corporationId, 'csrf', 'not-permitted')).toHaveLength(4);
  expect((await open(counter)).map(({ count }) => count)).toEqual([2, 2, 2, 2]);
});
