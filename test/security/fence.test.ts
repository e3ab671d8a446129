// What people see of a fence, over HTTP: a moment to wait, told to the second, and never "wrong code".
// How it comes to be raised is in test/bff/operations.
import { expect, test } from 'vitest';
import type { Intent } from '../../bff/contract/intent.ts';
import type { Problem } from '../../bff/contract/problem.ts';
import { hour, minute, second } from '../../bff/durations.ts';
import { importStock } from '../../bff/desk/import-stock.ts';
import { raiseForAll } from '../../bff/watch/raise-for-all.ts';
import { raiseFence } from '../../bff/desk/raise-fence.ts';
import { resyncToken } from '../../bff/desk/resync-token.ts';
import { unlockToken } from '../../bff/desk/unlock-token.ts';
import { attempt, auditEntry, fence, token } from '../../bff/store/schema/index.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import type { Answer, Person } from '../support/person.ts';
import { setUp } from '../support/procedures.ts';
import { makeStockFile } from '../support/stock-file.ts';
import { verify } from '../support/verify.ts';

/** Proves a change of its own with a code. */
async function tryCode(person: Person, code: string): Promise<Answer<Intent & Problem>> {
  const opened = await person.open({ operation: 'replace-token' });
  return person.prove(opened.body, code);
}

function raise(counter: TestCounter, reason: Parameters<typeof raiseForAll>[1]): Promise<void> {
  const { database, clock } = counter.context;
  return database.write((tx) => raiseForAll(tx, reason, clock.now()));
}

function countAttempts({ context }: TestCounter): Promise<number> {
  return context.database.read(async (tx) => (await tx.select().from(attempt)).length);
}

test.each(['unclean-start', 'promotion', 'clock-went-back'] as const)(
  'I2 after %s the user waits 90 s at most',
  async (reason) => {
    await using counter = await openCounter();
    const { master, inUse } = await setUp(counter, 'separate');
    await raise(counter, reason);
    const waiting = await tryCode(master, inUse.code());
    expect(waiting).toMatchObject({ status: 503, body: { code: 'fence' } });
    const wait = Date.parse(waiting.body.retryAt ?? '') - counter.clock.now();
    expect(wait).toBeGreaterThan(30 * second);
    expect(wait).toBeLessThanOrEqual(90 * second);
    expect(waiting.headers.get('Retry-After')).toBe(String(Math.ceil(wait / second)));

    counter.clock.advance(wait - 1);
    expect((await tryCode(master, inUse.code())).body.code).toBe('fence');
    counter.clock.advance(1);
    expect((await tryCode(master, inUse.code())).body.state).toBe('proved');
    expect(await countAttempts(counter)).toBe(0);
  },
);

test('I2 every code shown before a fence is refused behind it', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const { corporationId } = corporation;
  const shown = [-1, 0, 1].map((ahead) => inUse.code(ahead));
  await raise(counter, 'promotion');
  for (let elapsed = 0; elapsed < 30; elapsed += 5) {
    for (const code of shown) {
      expect((await verify(counter, corporationId, 'M1', code)).code).toBe('fence');
    }
    counter.clock.advance(5 * second);
  }
  // The last of them stays in the window for two steps more.
  for (let elapsed = 30; elapsed < 90; elapsed += 5) {
    expect((await verify(counter, corporationId, 'M1', shown[2] ?? '')).code).toBe('fence');
    counter.clock.advance(5 * second);
  }
});

test('A107 a restore waits for all that drift allows', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  await raise(counter, 'restore');
  const waiting = await tryCode(await corporation.signIn(), inUse.code());
  const wait = Date.parse(waiting.body.retryAt ?? '') - counter.clock.now();
  expect(waiting.body.code).toBe('fence');
  expect(wait).toBeLessThanOrEqual(22 * 30 * second);
  counter.clock.advance(wait);
  const late = await corporation.signIn();
  expect((await tryCode(late, inUse.code())).body.state).toBe('proved');
});

test('A107 a restore disables tokens that count presses', async () => {
  await using counter = await openCounter();
  const { master } = await setUp(counter, 'separate', { stock: { kind: 'hotp' } });
  await setUp(counter, 'separate');
  await raise(counter, 'restore');
  const rows = await counter.context.database.read((tx) => tx.select().from(token));
  for (const { kind, state } of rows) expect(state === 'disabled').toBe(kind === 'hotp');
  const opened = await master.open({ operation: 'replace-token' });
  expect(opened.body.code).toBe('token-disabled');
});

test('A107 such a token must be settled before it is unlocked', async () => {
  await using counter = await openCounter();
  const { context, clock } = counter;
  const { corporation, inUse } = await setUp(counter, 'separate', { stock: { kind: 'hotp' } });
  const { corporationId } = corporation;
  await raise(counter, 'restore');
  for (const one of [inUse, corporation.token(1)]) {
    const asked = { corporationId, tokenId: one.tokenId, reason: '復元の後' };
    await expect(unlockToken(context, asked)).rejects.toMatchObject({ code: 'counter-unsettled' });
    clock.advance(second);
    const [code = '', nextCode = ''] = one.codes(2, 7);
    await resyncToken(context, { ...asked, code, nextCode });
    await unlockToken(context, asked);
  }
  // What the database may have forgotten lies before what the desk has seen.
  for (const ahead of [1, 2, 6, 7, 8]) {
    expect((await verify(counter, corporationId, 'M1', inUse.code(ahead))).status).toBe(422);
  }
  expect((await verify(counter, corporationId, 'M1', inUse.code(9))).status).toBe(200);
  expect(await statesOf(counter)).toEqual({ held: 1, stock: 1, disabled: 6 });
});

test('A107 nor does a file that comes in again bring them back', async () => {
  await using counter = await openCounter();
  const { corporationId } = await counter.openCorporation({ stock: { count: 1 } });
  await raise(counter, 'restore');
  for (const kind of ['hotp', 'totp'] as const) {
    const bytes = makeStockFile({ kind, count: 2, prefix: `${kind.toUpperCase()}-AGAIN` });
    await importStock(counter.context, { corporationId, bytes, allowPlain: true });
  }
  expect(await statesOf(counter)).toEqual({ stock: 3, disabled: 2 });
});

async function statesOf({ context }: TestCounter): Promise<Record<string, number>> {
  const rows = await context.database.read((tx) => tx.select().from(token));
  const counts: Record<string, number> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

test('a fence of one corporation leaves the others alone', async () => {
  await using counter = await openCounter();
  const one = await setUp(counter, 'separate');
  const other = await setUp(counter, 'separate');
  const { corporationId } = one.corporation;
  await raiseFence(counter.context, { corporationId, reason: '端末の紛失' });
  expect((await tryCode(await one.corporation.signIn(), one.inUse.code())).body.code).toBe('fence');
  expect((await tryCode(other.master, other.inUse.code())).body.state).toBe('proved');
  const entries = await counter.context.database.read((tx) => tx.select().from(auditEntry));
  const raised = entries.filter(({ action }) => action === 'fence-raised');
  expect(raised.map((entry) => [entry.corporationId, JSON.parse(entry.entry)])).toEqual([
    [corporationId, expect.objectContaining({ actor: 'operator', result: 'done' })],
  ]);
  expect(raised[0]?.entry).toContain('端末の紛失');
});

test('a fence of all is kept with its reason', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'shared');
  await raiseFence(counter.context, { reason: ' restored by hand ' });
  expect((await tryCode(master, inUse.code())).body.code).toBe('fence');
  const rows = await counter.context.database.read((tx) => tx.select().from(fence));
  expect(rows).toEqual([
    {
      corporationId: '',
      raisedAt: counter.clock.now(),
      reason: 'operator',
      note: 'restored by hand',
    },
  ]);
});

test('a fence never moves back', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  await raise(counter, 'promotion');
  const raisedAt = counter.clock.now();
  await counter.context.database.write((tx) => raiseForAll(tx, 'promotion', raisedAt - hour));
  const { body } = await tryCode(await corporation.signIn(), inUse.code());
  expect(body.code).toBe('fence');
});

test.each([
  [{ reason: ' ' }, 'reason'],
  [{ reason: 'x'.repeat(201) }, 'reason'],
  [{ reason: 'x', corporationId: 'NOBODY' }, 'corporation-unknown'],
  [{ reason: 'x', corporationId: '' }, 'corporation-unknown'],
])('an operator can not raise %j', async (asked, code) => {
  await using counter = await openCounter();
  await expect(raiseFence(counter.context, asked)).rejects.toMatchObject({ code });
  expect(await counter.context.database.read((tx) => tx.select().from(fence))).toEqual([]);
});

test('A11 a clock turned back an hour replays nothing', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const { clock } = counter;
  const ask = (code: string) => verify(counter, corporation.corporationId, 'M1', code);
  const used: { at: number; code: string }[] = [];
  for (let round = 0; round < 4; round += 1) {
    used.push({ at: clock.now(), code: inUse.code() });
    expect((await ask(inUse.code())).status).toBe(200);
    clock.advance(minute);
  }
  clock.turn(-hour);
  await expect.poll(async () => (await ask(used[0]?.code ?? '')).code).toBe('fence');
  for (const { code } of used) expect((await ask(code)).code).toBe('fence');
  // Once more through the instants at which they were right.
  for (const { at, code } of used) {
    clock.advance(at - clock.now());
    expect((await ask(code)).code).toBe('otp-used');
  }
  clock.advance(2 * minute);
  expect((await ask(inUse.code())).status).toBe(200);
});

test('A13 a clock corrected after an hour ahead locks nobody', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const real = inUse.code();
  counter.clock.turn(hour);
  const ask = () => verify(counter, corporation.corporationId, 'M1', inUse.code());
  expect(await ask()).toMatchObject({ status: 503, code: 'clock-unreliable' });
  const refused = await tryCode(master, inUse.code());
  expect(refused).toMatchObject({ status: 503, body: { code: 'clock-unreliable' } });
  expect(refused.headers.get('Retry-After')).toBe('60');
  counter.clock.turn(-hour);
  expect((await tryCode(master, real)).body.state).toBe('proved');
  expect(await countAttempts(counter)).toBe(0);
});

test('A13 nor does one corrected after it was believed', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  counter.clock.turn(hour);
  await expect(corporation.signIn()).rejects.toThrow('503');
  counter.clock.advance(2 * minute);
  // The token goes by real time, which is an hour behind what is believed.
  const misled = await tryCode(await corporation.signIn(), inUse.code(-120));
  expect(misled.body.code).toBe('otp-rejected');
  counter.clock.turn(-hour);
  const { corporationId } = corporation;
  const ask = async () => (await verify(counter, corporationId, 'M1', inUse.code())).code;
  await expect.poll(ask).toBe('fence');
  counter.clock.advance(90 * second);
  expect((await tryCode(await corporation.signIn(), inUse.code())).body.state).toBe('proved');
});
