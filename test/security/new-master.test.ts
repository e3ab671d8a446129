// The portal names another master while tokens of their own are in use: rights go at once, nobody inherits
// a token, users go on, and the counter waits for the bank.
import { expect, test } from 'vitest';
import type { MemberPage, MemberRegistration } from '../../bff/contract/member.ts';
import { minute } from '../../bff/durations.ts';
import { resetCorporation } from '../../bff/desk/reset-corporation.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';
import { verify } from '../support/verify.ts';

/** `separate`, with a token of U01, and M2 as the new master instead of M1. */
async function withNewMaster(counter: TestCounter) {
  const made = await setUp(counter, 'separate');
  const { corporation, master, inUse } = made;
  const users = corporation.token(1);
  const user = { operation: 'register-user', customerId: 'U01' } as const;
  await carryOut(master, user, { proof: inUse.code(), commit: shown(users) });
  counter.clock.advance(2 * minute);
  const begun = await master.open({ operation: 'replace-token' });
  await corporation.replaceMaster('M2');
  return { ...made, users, begun: begun.body };
}

test('P28 the old master loses everything at once', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse, begun } = await withNewMaster(counter);
  const prove = await master.prove(begun, inUse.code());
  expect(prove.status).toBeGreaterThanOrEqual(401);
  expect(prove.status).toBeLessThanOrEqual(403);
  expect((await master.get('/members')).status).toBe(401);
  const { corporationId } = corporation;
  expect((await verify(counter, corporationId, 'M1', inUse.code())).status).toBe(404);
});

test('the new master inherits no token and may change nothing', async () => {
  await using counter = await openCounter();
  const { corporation, inUse, users } = await withNewMaster(counter);
  const next = await corporation.signIn('M2', { role: 'master' });
  const page = await next.get<MemberPage>('/members');
  expect(page.body.rows[0]).toMatchObject({
    holder: { kind: 'master', customerId: 'M2' },
    registration: { status: 'unregistered' },
  });
  expect((await next.get<MemberRegistration>('/members/U01')).body.registration).toMatchObject({
    status: 'registered',
  });
  for (const asked of [
    { operation: 'register-first', to: 'separate' },
    { operation: 'register-first', to: 'shared' },
    { operation: 'change-usage-mode', to: 'shared' },
    { operation: 'replace-token' },
    { operation: 'register-user', customerId: 'U02' },
    { operation: 'deregister-user', customerId: 'U01' },
  ] as const)
    expect(await next.open(asked)).toMatchObject({
      status: 409,
      body: { code: 'waiting-for-bank' },
    });
  const { corporationId } = corporation;
  for (const token of [inUse, users])
    expect((await verify(counter, corporationId, 'M2', token.code())).status).toBe(404);
});

test('users go on while the corporation waits', async () => {
  await using counter = await openCounter();
  const { corporation, users } = await withNewMaster(counter);
  const { corporationId } = corporation;
  expect((await verify(counter, corporationId, 'U01', users.code())).status).toBe(200);
});

test('the bank resets, and the new master registers first', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await withNewMaster(counter);
  await resetCorporation(counter.context, { ...corporation, reason: 'new master, branch 012' });
  const next = await corporation.signIn('M2', { role: 'master' });
  // What the old master had is in stock, and is good for whoever holds it in hand now.
  const codes = { commit: shown(inUse) };
  await carryOut(next, { operation: 'register-first', to: 'separate' }, codes);
  counter.clock.advance(2 * minute);
  expect((await verify(counter, corporation.corporationId, 'M2', inUse.code())).status).toBe(200);
});

test('P28 a dismissed user loses the token although the master changes too', async () => {
  await using counter = await openCounter();
  const { corporation, users } = await withNewMaster(counter);
  const { corporationId } = corporation;
  await corporation.removeMember('U01');
  expect((await verify(counter, corporationId, 'U01', users.code())).status).toBe(404);
});

test('a user with a token who becomes the master proves with it', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const own = corporation.token(1);
  const user = { operation: 'register-user', customerId: 'U01' } as const;
  await carryOut(master, user, { proof: inUse.code(), commit: shown(own) });
  counter.clock.advance(2 * minute);
  await corporation.replaceMaster('U01');
  const next = await corporation.signIn('U01', { role: 'master' });
  const opened = await next.open({ operation: 'replace-token' });
  const former = await next.prove(opened.body, inUse.code());
  expect(former.body.code).toBe('otp-rejected');
  const codes = { proof: own.code(), commit: shown(corporation.token(2)) };
  await carryOut(next, { operation: 'replace-token' }, codes);
});

test('in shared mode a new master takes over', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'shared');
  await corporation.replaceMaster('M2');
  const next = await corporation.signIn('M2', { role: 'master' });
  const codes = { proof: inUse.code(), commit: shown(corporation.token(1)) };
  await carryOut(next, { operation: 'replace-token' }, codes);
});
