// What goes wrong at the counter, over HTTP: each refusal has its code, and nothing changes.
import { expect, test } from 'vitest';
import type { Intent } from '../../bff/contract/intent.ts';
import type { MemberPage } from '../../bff/contract/member.ts';
import { minute, second } from '../../bff/durations.ts';
import { openCounter } from '../support/counter.ts';
import type { Asked, Person } from '../support/person.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';

/** What S-10 shows: the state that a refused change must leave as it was. */
async function state(master: Person): Promise<MemberPage> {
  return (await master.get<MemberPage>('/members')).body;
}

test('present mode chosen is refused with a pointer', async () => {
  await using counter = await openCounter();
  const { master } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'change-usage-mode', to: 'separate' });
  expect(opened).toMatchObject({ status: 409, body: { code: 'mode-unchanged' } });
});

test('every change but the first is refused while unset', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const master = await corporation.signIn();
  for (const asked of [
    { operation: 'change-usage-mode', to: 'shared' },
    { operation: 'replace-token' },
    { operation: 'register-user', customerId: 'U01' },
    { operation: 'deregister-user', customerId: 'U01' },
  ] as const) {
    expect((await master.open(asked)).body.code).toBe('mode-unset');
  }
});

test('registering a user in shared mode is refused', async () => {
  await using counter = await openCounter();
  const { master } = await setUp(counter, 'shared');
  const opened = await master.open({ operation: 'register-user', customerId: 'U01' });
  expect(opened).toMatchObject({ status: 409, body: { code: 'shared-mode' } });
});

test.each(['separate', 'shared'] as const)('master is never deregistered in %s', async (mode) => {
  await using counter = await openCounter();
  const { master } = await setUp(counter, mode);
  const before = await state(master);
  const opened = await master.open({ operation: 'deregister-user', customerId: 'M1' });
  expect(opened).toMatchObject({ status: 409, body: { code: 'master-deregistration' } });
  expect(await state(master)).toEqual(before);
});

test('a row that is in another status is refused', async () => {
  await using counter = await openCounter();
  const { master } = await setUp(counter, 'separate');
  const unregistered = await master.open({ operation: 'deregister-user', customerId: 'U01' });
  expect(unregistered.body.code).toBe('row-changed');
  const unknown = await master.open({ operation: 'register-user', customerId: 'U99' });
  expect(unknown).toMatchObject({ status: 404, body: { code: 'not-found' } });
});

/** Opens a change and proves it with the token in use, so that only S-40 is left. */
async function proved(master: Person, asked: Asked, code: string): Promise<Intent> {
  const opened = await master.open(asked);
  const answer = await master.prove(opened.body, code);
  expect(answer.status).toBe(200);
  return answer.body;
}

test('foreign, unknown and malformed token ids change nothing', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const other = await counter.openCorporation();
  const intent = await proved(master, { operation: 'replace-token' }, inUse.code());
  const before = await state(master);
  const foreign = await master.commit(intent, shown(other.token(3)));
  const unknown = await master.commit(intent, { tokenId: 'NOBODYS00001', code: '123456' });
  expect(foreign).toMatchObject({ status: 422, body: { code: 'token-unavailable' } });
  expect({ ...foreign.body, instance: '' }).toEqual({ ...unknown.body, instance: '' });
  const malformed = await master.commit(intent, { tokenId: 'トークン', code: '123456' });
  expect(malformed.body.code).toBe('token-id-format');
  expect(await state(master)).toEqual(before);
});

test('A39 a sixth unknown token id waits an hour', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const intent = await proved(master, { operation: 'replace-token' }, inUse.code());
  const codes = [];
  for (let guess = 1; guess <= 6; guess += 1) {
    const input = { tokenId: `GUESS0000${guess}`, code: '123456' };
    codes.push((await master.commit(intent, input)).body.code);
  }
  expect(codes).toEqual([...Array<string>(5).fill('token-unavailable'), 'too-many-requests']);
  const honest = await master.commit(intent, shown(corporation.token(1)));
  expect(honest.body.code).toBe('too-many-requests');
});

test('a token in use is refused for another holder', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const users = corporation.token(1);
  await carryOut(
    master,
    { operation: 'register-user', customerId: 'U01' },
    { proof: inUse.code(), commit: shown(users) },
  );
  counter.clock.advance(2 * minute);
  const held = await proved(master, { operation: 'replace-token' }, inUse.code());
  expect((await master.commit(held, shown(users))).body.code).toBe('token-held');
  expect((await master.commit(held, shown(inUse))).body.code).toBe('token-unchanged');
});

test('an intent found too late is expired', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const intent = await proved(master, { operation: 'replace-token' }, inUse.code());
  const before = await state(master);
  counter.clock.advance(8 * minute);
  await master.get('/usage-mode');
  counter.clock.advance(2 * minute - second);
  expect((await master.get<Intent>(`/intents/${intent.id}`)).body.state).toBe('proved');
  counter.clock.advance(second);
  const late = await master.commit(intent, shown(corporation.token(1)));
  expect(late).toMatchObject({ status: 410, body: { code: 'intent-expired' } });
  expect((await master.get<Intent>(`/intents/${intent.id}`)).body.state).toBe('expired');
  expect(await state(master)).toEqual(before);
});

test('A88 a second tab ends the intent of the first', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const first = await proved(master, { operation: 'replace-token' }, inUse.code());
  const second = await master.open({ operation: 'change-usage-mode', to: 'shared' });
  expect(second.status).toBe(201);
  const conflict = await master.commit(first, shown(corporation.token(1)));
  expect(conflict).toMatchObject({ status: 409, body: { code: 'intent-conflict' } });
});

test('A41 of two administrators one changes and one conflicts', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const intent = await proved(
    master,
    { operation: 'change-usage-mode', to: 'shared' },
    inUse.code(),
  );
  const [one, two] = await Promise.all([
    master.commit(intent, shown(corporation.token(1))),
    master.commit(intent, shown(corporation.token(2))),
  ]);
  expect([one.status, two.status].sort()).toEqual([200, 422]);
  expect((await state(master)).version).toBe(2);
});

test('A48 steps are refused out of their order', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'replace-token' });
  const skipped = await master.commit(opened.body, shown(corporation.token(1)));
  expect(skipped).toMatchObject({ status: 409, body: { code: 'intent-order' } });
  await master.prove(opened.body, inUse.code());
  const again = await master.prove(opened.body, inUse.code(1));
  expect(again.body.code).toBe('intent-order');
});

test('first registration needs a fresh word of the portal', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const stale = Math.floor(counter.clock.now() / second) - 5 * 60 - 1;
  const master = await corporation.signIn('M1', { auth_time: stale });
  const opened = await master.open({ operation: 'register-first', to: 'separate' });
  expect(opened).toMatchObject({ status: 401, body: { code: 'reauthentication-required' } });
});

test('a cancelled intent is over and nothing changed', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const intent = await proved(master, { operation: 'replace-token' }, inUse.code());
  const before = await state(master);
  expect((await master.cancel(intent)).status).toBe(204);
  expect((await master.cancel(intent)).status).toBe(204);
  expect((await master.commit(intent, shown(corporation.token(1)))).body.code).toBe(
    'intent-conflict',
  );
  expect(await state(master)).toEqual(before);
});

test('a press repeated with its key opens once', async () => {
  await using counter = await openCounter();
  const { master } = await setUp(counter, 'separate');
  const key = 'one-press-of-the-button';
  const once = await master.open({ operation: 'replace-token' }, key);
  const twice = await master.open({ operation: 'replace-token' }, key);
  expect(twice.body.id).toBe(once.body.id);
  const other = await master.open({ operation: 'change-usage-mode', to: 'shared' }, key);
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-mismatch' } });
});

test('a commit repeated answers the stored receipt', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const intent = await proved(master, { operation: 'replace-token' }, inUse.code());
  const input = shown(corporation.token(1));
  const first = await master.commit(intent, input);
  const again = await master.commit(intent, input);
  expect(again).toMatchObject({ status: 200, body: first.body });
  expect((await master.get<Intent>(`/intents/${intent.id}`)).body.receipt).toEqual(first.body);
  const other = await master.commit(intent, { ...input, tokenId: corporation.token(2).tokenId });
  expect(other.body.code).toBe('idempotency-mismatch');
});

test('a clock ten steps off is settled by the next code', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const slow = corporation.token(1);
  slow.drift = -10;
  const intent = await proved(
    master,
    { operation: 'register-user', customerId: 'U01' },
    inUse.code(),
  );
  const [code, tokenId] = [slow.code(), slow.tokenId];
  const off = await master.commit(intent, { tokenId, code });
  expect(off).toMatchObject({ status: 422, body: { code: 'clock-off' } });
  const twice = await master.commit(intent, { tokenId, code, nextCode: code });
  expect(twice.status).toBe(422);
  counter.clock.advance(30 * second);
  const settled = await master.commit(intent, { tokenId, code, nextCode: slow.code() });
  expect(settled.status).toBe(200);
});
