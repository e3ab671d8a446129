// Which token proves a change is the server's choice, and what its code proves is the one change that
// was shown with it.
import { expect, test } from 'vitest';
import { minute } from '../../bff/durations.ts';
import { openCounter } from '../support/counter.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';

async function openWithUser() {
  const counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const users = corporation.token(1);
  const registering = { operation: 'register-user', customerId: 'U01' } as const;
  await carryOut(master, registering, { proof: inUse.code(), commit: shown(users) });
  counter.clock.advance(minute);
  const close = () => counter[Symbol.asyncDispose]();
  return { master, inUse, users, [Symbol.asyncDispose]: close };
}

test('A15 a proof names no token', async () => {
  await using world = await openWithUser();
  const { master, inUse, users } = world;
  const { body } = await master.open({ operation: 'replace-token' });
  const path = `/intents/${body.id}/proof`;
  for (const token of [users, inUse]) {
    const named = { code: token.code(), tokenId: token.tokenId };
    const answer = await master.ask('POST', path, named);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  }
  expect((await master.prove(body, inUse.code())).body.state).toBe('proved');
});

test("A15 a user's token proves no change of the master", async () => {
  await using world = await openWithUser();
  const { master, users } = world;
  const { body } = await master.open({ operation: 'replace-token' });
  expect((await master.prove(body, users.code())).body.code).toBe('otp-rejected');
  expect((await master.get(`/intents/${body.id}`)).body).toMatchObject({ state: 'open' });
});

test('P12 a code proves the change it was shown with', async () => {
  await using world = await openWithUser();
  const { master, inUse } = world;
  const shownFirst = await master.open({ operation: 'replace-token' });
  const second = await master.open({ operation: 'change-usage-mode', to: 'shared' });
  const proof = await master.prove(shownFirst.body, inUse.code());
  expect(proof).toMatchObject({ status: 409, body: { code: 'intent-conflict' } });
  const { body } = await master.get(`/intents/${second.body.id}`);
  expect(body).toMatchObject({ state: 'open' });
});
