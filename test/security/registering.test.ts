// Whoever registers a token owns the account: what is begun counts for nothing, and what is finished
// counts at once.
import { expect, test } from 'vitest';
import { minute } from '../../bff/durations.ts';
import type { MemberPage } from '../../bff/contract/member.ts';
import { registration, token } from '../../bff/store/schema/index.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';
import { verify } from '../support/verify.ts';

async function registrations({ context }: TestCounter) {
  return context.database.read((tx) => tx.select().from(registration));
}

test('A9 half of a settled clock is not kept', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const replacing = corporation.token(1);
  replacing.drift = 9;
  const first = await master.open({ operation: 'replace-token' });
  await master.prove(first.body, inUse.code());
  expect((await master.commit(first.body, shown(replacing))).body.code).toBe('clock-off');
  const kept = await counter.context.database.read((tx) => tx.select().from(token));
  expect(kept.find(({ tokenId }) => tokenId === replacing.tokenId)).toMatchObject({ drift: 0 });

  // The next code alone, in the same intent or later in another, only asks for one more.
  counter.clock.advance(30_000);
  expect((await master.commit(first.body, shown(replacing))).body.code).toBe('clock-off');
  counter.clock.advance(12 * minute);
  const later = await corporation.signIn();
  const second = await later.open({ operation: 'replace-token' });
  await later.prove(second.body, inUse.code());
  expect((await later.commit(second.body, shown(replacing))).body.code).toBe('clock-off');
});

test('A36 a session alone replaces and releases nothing', async () => {
  await using counter = await openCounter();
  const { corporation, master } = await setUp(counter, 'separate');
  const before = await registrations(counter);
  const thief = corporation.token(1);
  for (const asked of [
    { operation: 'register-first', to: 'shared' },
    { operation: 'change-usage-mode', to: 'shared' },
    { operation: 'replace-token' },
    { operation: 'register-user', customerId: 'U01' },
  ] as const) {
    const { body } = await master.open(asked);
    const id = body.id ?? 'none';
    expect((await master.commit({ id }, shown(thief))).status).toBeGreaterThanOrEqual(400);
    // The code of the new token is no proof of the present one (P11).
    expect((await master.prove({ id }, thief.code())).status).toBeGreaterThanOrEqual(400);
    expect((await master.commit({ id }, shown(thief))).status).toBeGreaterThanOrEqual(400);
  }
  expect(await registrations(counter)).toEqual(before);
});

test('A37 an unfinished registration neither counts nor blocks', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const users = corporation.token(1);
  const { body } = await master.open({ operation: 'register-user', customerId: 'U01' });
  await master.prove(body, inUse.code());
  const early = await verify(counter, corporation.corporationId, 'U01', users.code());
  expect(early.code).toBe('not-found');
  // Another user gets the very token meanwhile.
  counter.clock.advance(minute);
  const asked = { operation: 'register-user', customerId: 'U02' } as const;
  await carryOut(master, asked, { proof: inUse.code(), commit: shown(users) });
  expect((await master.commit(body, shown(users))).body.code).toBe('intent-conflict');
});

test('A38 one token for two users at once has one holder', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const users = corporation.token(1);
  const first = await master.open({ operation: 'register-user', customerId: 'U01' });
  await master.prove(first.body, inUse.code());
  counter.clock.advance(minute);
  const second = await master.open({ operation: 'register-user', customerId: 'U02' });
  await master.prove(second.body, inUse.code());
  const answers = await Promise.all([
    master.commit(first.body, shown(users)),
    master.commit(second.body, shown(users)),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const held = (await registrations(counter)).filter(({ tokenId }) => tokenId === users.tokenId);
  expect(held).toHaveLength(1);
});

test('A40 deregistering beside a use is before or after it', async () => {
  for (let round = 0; round < 4; round += 1) {
    await using counter = await openCounter();
    const { corporation, master, inUse } = await setUp(counter, 'separate');
    const users = corporation.token(1);
    const registering = { operation: 'register-user', customerId: 'U01' } as const;
    await carryOut(master, registering, { proof: inUse.code(), commit: shown(users) });
    counter.clock.advance(90_000);
    const { body } = await master.open({ operation: 'deregister-user', customerId: 'U01' });
    await master.prove(body, inUse.code());
    const use = () => verify(counter, corporation.corporationId, 'U01', users.code());
    const commit = () => master.commit(body);
    const both = round % 2 === 0 ? [use(), commit()] : [commit(), use()];
    const answers = await Promise.all(both);
    const used = answers.find((each) => !('headers' in each));
    expect([200, 404]).toContain(used?.status);
    expect((await use()).code).toBe('not-found');
  }
});

test('A42 I7 five hundred users change mode in one instant', { timeout: 120_000 }, async () => {
  await using counter = await openCounter();
  const stock = { count: 12 };
  const { corporation, master, inUse } = await setUp(counter, 'separate', { users: 500, stock });
  for (let user = 1; user <= 3; user += 1) {
    const customerId = `U0${user}`;
    const codes = { proof: inUse.code(), commit: shown(corporation.token(user)) };
    await carryOut(master, { operation: 'register-user', customerId }, codes);
    counter.clock.advance(90_000);
  }
  const { body } = await master.open({ operation: 'change-usage-mode', to: 'shared' });
  await master.prove(body, inUse.code());
  const look = () => master.get<MemberPage>('/members?page=1');
  const [committed, ...pages] = await Promise.all([
    master.commit(body, shown(corporation.token(5))),
    ...Array.from({ length: 40 }, look),
  ]);
  expect(committed.status).toBe(200);
  for (const { body: page } of [...pages, await look()]) {
    const registered = page.rows.filter((row) => row.registration.status === 'registered').length;
    const whole = page.mode === 'separate' ? registered === 4 : registered === 0;
    expect(whole && (page.sharedToken !== undefined) === (page.mode === 'shared')).toBe(true);
  }
});

test('A44 no way of his own leaves the master without token', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const refused = await master.open({ operation: 'deregister-user', customerId: 'M1' });
  expect(refused.body.code).toBe('master-deregistration');
  const { body } = await master.open({ operation: 'replace-token' });
  await master.prove(body, inUse.code());
  await master.commit(body, { tokenId: corporation.token(1).tokenId, code: '000000' });
  await master.cancel(body);
  counter.clock.advance(minute);
  const answer = await verify(counter, corporation.corporationId, 'M1', inUse.code());
  expect(answer.status).toBe(200);
});

test('A45 the old token dies when the new one is proved', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const ask = (code: string) => verify(counter, corporation.corporationId, 'M1', code);
  const replacing = corporation.token(1);
  const { body } = await master.open({ operation: 'replace-token' });
  await master.prove(body, inUse.code());
  counter.clock.advance(minute);
  expect((await ask(inUse.code())).status).toBe(200);
  expect((await ask(replacing.code())).code).toBe('otp-rejected');
  counter.clock.advance(minute);
  expect((await master.commit(body, shown(replacing))).status).toBe(200);
  expect((await ask(inUse.code())).code).toBe('otp-rejected');
  counter.clock.advance(minute);
  expect((await ask(replacing.code())).status).toBe(200);
});
