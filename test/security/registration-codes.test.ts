// The code of a token that nobody holds yet: its clock may be far off, and what is wrong about it
// pauses nobody.
import { expect, test } from 'vitest';
import { hour, minute } from '../../bff/durations.ts';
import { openCounter } from '../support/counter.ts';
import { setUp, shown } from '../support/procedures.ts';

const step = 30_000;

/** A master who has proved that he may replace his token. */
async function atRegistration() {
  const counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const replace = async () => {
    counter.clock.advance(minute);
    const { body } = await master.open({ operation: 'replace-token' });
    await master.prove(body, inUse.code());
    return body;
  };
  const close = () => counter[Symbol.asyncDispose]();
  const intent = await replace();
  return { counter, corporation, master, inUse, replace, intent, [Symbol.asyncDispose]: close };
}

test('a clock off by nine minutes is settled by two codes', async () => {
  await using world = await atRegistration();
  const { counter, corporation, master, intent } = world;
  const token = corporation.token(1);
  token.drift = -18;
  const first = shown(token);
  expect((await master.commit(intent, first)).body.code).toBe('clock-off');
  counter.clock.advance(step);
  const both = { ...first, nextCode: token.code() };
  expect((await master.commit(intent, both)).status).toBe(200);

  // The very next code works, both that were shown are spent, and older ones are nothing.
  counter.clock.advance(step);
  const next = await master.open({ operation: 'change-usage-mode', to: 'shared' });
  expect((await master.prove(next.body, both.nextCode)).body.code).toBe('otp-used');
  expect((await master.prove(next.body, first.code ?? '')).body.code).toBe('otp-rejected');
  expect((await master.prove(next.body, token.code())).body.state).toBe('proved');
});

test('A8 codes that are not adjacent settle nothing', async () => {
  await using world = await atRegistration();
  const { corporation, master, intent } = world;
  const token = corporation.token(1);
  token.drift = 12;
  for (const [code, nextCode] of [
    [token.code(), token.code()],
    [token.code(1), token.code()],
    [token.code(), token.code(2)],
  ] as const) {
    const { body } = await master.commit(intent, { tokenId: token.tokenId, code, nextCode });
    expect(body.code).toBe('otp-rejected');
  }
});

test('a clock off by more than twenty steps is refused', async () => {
  await using world = await atRegistration();
  const { corporation, master, intent } = world;
  const token = corporation.token(1);
  token.drift = 22;
  expect((await master.commit(intent, shown(token))).body.code).toBe('otp-rejected');
});

test('A10 ten wrong codes use up the hour and pause nobody', async () => {
  await using world = await atRegistration();
  const { counter, corporation, master, inUse, intent, replace } = world;
  const token = corporation.token(1);
  const began = counter.clock.now();
  const wrong = { tokenId: token.tokenId, code: token.wrongCode() };
  const told = [];
  for (let n = 0; n < 11; n += 1) told.push((await master.commit(intent, wrong)).body);
  expect(told.map(({ code }) => code)).toEqual([
    ...Array.from({ length: 10 }, () => 'otp-rejected'),
    'too-many-requests',
  ]);
  expect(Date.parse(told.at(-1)?.retryAt ?? '')).toBe(began + hour);

  // Another token is no way round, the token in use is free, and after the hour it goes on.
  const other = await master.commit(intent, shown(corporation.token(2)));
  expect(other.body.code).toBe('too-many-requests');
  const again = await replace();
  expect((await master.get(`/intents/${again.id}`)).body).toMatchObject({ state: 'proved' });
  expect(inUse.tokenId).not.toBe(token.tokenId);
  counter.clock.advance(hour);
  const session = await corporation.signIn();
  const opened = await session.open({ operation: 'replace-token' });
  await session.prove(opened.body, inUse.code());
  expect((await session.commit(opened.body, shown(token))).status).toBe(200);
});

test('A10 the same token kept across modes has no wide search', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const { body } = await master.open({ operation: 'change-usage-mode', to: 'shared' });
  await master.prove(body, inUse.code());
  const far = { tokenId: inUse.tokenId, code: inUse.code(5) };
  expect((await master.commit(body, far)).body.code).toBe('otp-rejected');
  const pair = { ...far, nextCode: inUse.code(6) };
  expect((await master.commit(body, pair)).body.code).toBe('otp-rejected');
});
