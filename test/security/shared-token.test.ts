// One token, many hands: what one colleague types must not take it from the others, and all of them
// together must not have endless tries.
import { expect, test } from 'vitest';
import { hour, minute } from '../../bff/durations.ts';
import { openCounter, type TestCounter, type TestToken } from '../support/counter.ts';
import { setUp } from '../support/procedures.ts';
import { verify } from '../support/verify.ts';

async function openShared(users = 25) {
  const counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'shared', { users });
  const ask = (user: string, code: string) =>
    verify(counter, corporation.corporationId, user, code);
  const close = () => counter[Symbol.asyncDispose]();
  return { counter, corporation, inUse, ask, [Symbol.asyncDispose]: close };
}

/** Wrong codes of one user, waiting for the end of each pause. */
async function guess(
  counter: TestCounter,
  token: TestToken,
  ask: (code: string) => ReturnType<typeof verify>,
  times: number,
) {
  const told = [];
  for (let n = 0; n < times; n += 1) {
    const answer = await ask(token.wrongCode());
    told.push(answer.code);
    if (answer.code !== 'otp-paused') continue;
    counter.clock.advance(Date.parse(answer.retryAt ?? '') - counter.clock.now());
  }
  return told;
}

test('A32 ten wrong codes end one use, not the token', async () => {
  await using world = await openShared();
  const { counter, corporation, inUse, ask } = world;
  const told = await guess(counter, inUse, (code) => ask('U01', code), 10);
  expect(told.at(-1)).toBe('token-disabled');
  expect((await ask('U01', inUse.code())).code).toBe('token-disabled');
  expect((await ask('U02', inUse.code())).status).toBe(200);
  counter.clock.advance(48 * hour);
  expect((await ask('U01', inUse.code())).code).toBe('token-disabled');
  const master = await corporation.signIn();
  const { body } = await master.get<{ registration: { status: string } }>('/shared-token');
  expect(body.registration.status).toBe('registered');
});

test('a master who may use it no more sees it disabled', async () => {
  await using world = await openShared();
  const { counter, corporation, inUse, ask } = world;
  await guess(counter, inUse, (code) => ask('M1', code), 10);
  const master = await corporation.signIn();
  const { body } = await master.get<{ registration: { status: string } }>('/shared-token');
  expect(body.registration.status).toBe('disabled');
  const opened = await master.open({ operation: 'replace-token' });
  expect(opened.body.code).toBe('token-disabled');
});

test('A32 twenty wrong codes in an hour pause it for all', async () => {
  await using world = await openShared();
  const { counter, corporation, inUse, ask } = world;
  const began = counter.clock.now();
  for (let n = 1; n <= 20; n += 1) {
    counter.clock.advance(minute);
    await ask(`U${String(n).padStart(2, '0')}`, inUse.wrongCode());
  }
  const paused = await ask('U21', inUse.code());
  expect(paused).toMatchObject({ status: 429, code: 'otp-paused' });
  expect(Date.parse(paused.retryAt ?? '')).toBe(began + minute + hour);
  const master = await corporation.signIn();
  const { body } = await master.get<{ registration: { status: string } }>('/shared-token');
  expect(body.registration.status).toBe('paused');
  counter.clock.advance(41 * minute);
  expect((await ask('U21', inUse.code())).status).toBe(200);
});

test('a hundred wrong codes without a success disable it', { timeout: 120_000 }, async () => {
  await using world = await openShared();
  const { counter, inUse, ask } = world;
  const told: (string | undefined)[] = [];
  for (let user = 1; told.length < 100; user += 1) {
    const name = `U${String(user).padStart(2, '0')}`;
    told.push(...(await guess(counter, inUse, (code) => ask(name, code), 5)));
  }
  expect(told.slice(0, 99)).not.toContain('token-disabled');
  expect(told[99]).toBe('token-disabled');
  counter.clock.advance(48 * hour);
  expect((await ask('M1', inUse.code())).code).toBe('token-disabled');
});

test('a success of anybody begins the hundred anew', async () => {
  await using world = await openShared();
  const { counter, inUse, ask } = world;
  for (let round = 1; round <= 24; round += 1) {
    const name = `U${String(round).padStart(2, '0')}`;
    await guess(counter, inUse, (code) => ask(name, code), 5);
    counter.clock.advance(hour);
    if (round % 12 === 0) expect((await ask(name, inUse.code())).status).toBe(200);
  }
});
