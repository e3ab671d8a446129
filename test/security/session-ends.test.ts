// What else ends a session: a newer one of the same member, a changed token, rights that were taken.
import { expect, test } from 'vitest';
import { minute, second } from '../../bff/durations.ts';
import { Browser } from '../support/browser.ts';
import { openCounter } from '../support/counter.ts';
import { sessionHistory } from '../support/history.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';

test('a newer portal session ends the member’s older ones and says so', async () => {
  await using counter = await openCounter();
  const { assertion } = await counter.openCorporation();
  const [home, office] = [new Browser(counter.app), new Browser(counter.app)];
  const older = await home.load(await assertion('M1', { sid: 'home' }));
  const user = await new Browser(counter.app).load(await assertion('U01', { sid: 'home' }));
  counter.clock.advance(minute);
  const newer = await office.load(await assertion('M1', { sid: 'office' }));
  expect(await older.whoAmI()).toBe('signed-in-elsewhere');
  expect((await older.ask('GET', '/members')).body.code).toBe('signed-in-elsewhere');
  expect(await newer.whoAmI()).toBe('M1');
  expect(await user.whoAmI()).toBe('U01');
  expect((await sessionHistory(counter)).slice(2)).toEqual([
    'session-ended M1 by M1 signed-in-elsewhere',
    'session-begun M1 by M1',
  ]);
});

test('an older portal session does not push the newer one out', async () => {
  await using counter = await openCounter();
  const { assertion } = await counter.openCorporation();
  const [home, office] = [new Browser(counter.app), new Browser(counter.app)];
  const signedInAt = counter.clock.now() / second;
  await home.load(await assertion('M1', { sid: 'home' }));
  counter.clock.advance(minute);
  const newer = await office.load(await assertion('M1', { sid: 'office' }));
  const reload = await home.vouch(await assertion('M1', { sid: 'home', auth_time: signedInAt }));
  expect([reload.status, reload.body?.code]).toEqual([401, 'signed-in-elsewhere']);
  expect(await newer.whoAmI()).toBe('M1');
});

test('where the bank allows several, portal sessions stand beside each other', async () => {
  await using counter = await openCounter({
    session: { idle: 10 * minute, absolute: 60 * minute, single: false },
  });
  const { assertion } = await counter.openCorporation();
  const older = await new Browser(counter.app).load(await assertion('M1', { sid: 'home' }));
  await new Browser(counter.app).load(await assertion('M1', { sid: 'office' }));
  expect(await older.whoAmI()).toBe('M1');
});

test.each(['separate', 'shared'] as const)(
  'a replaced token of the master in %s mode ends the master’s other sessions',
  async (mode) => {
    await using counter = await openCounter();
    const { corporation, master, inUse } = await setUp(counter, mode);
    const other = await corporation.signIn();
    const user = await corporation.signIn('U01');
    const codes = { proof: inUse.code(), commit: shown(corporation.token(1)) };
    await carryOut(master, { operation: 'replace-token' }, codes);
    expect((await other.get('/members')).body).toMatchObject({ code: 'session-ended' });
    expect((await master.get('/members')).status).toBe(200);
    expect((await user.get('/session')).status).toBe(200);
    expect((await sessionHistory(counter)).at(-1)).toBe('session-ended M1 by M1 token-changed');
  },
);

test('the first registration ends the master’s other sessions', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const [master, other] = [await corporation.signIn(), await corporation.signIn()];
  const commit = shown(corporation.token(0));
  await carryOut(master, { operation: 'register-first', to: 'separate' }, { commit });
  expect((await other.get('/session')).status).toBe(401);
  expect((await master.get('/session')).status).toBe(200);
});

test('a user’s sessions end when their token comes or goes', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const [user, bystander] = [await corporation.signIn('U01'), await corporation.signIn('U02')];
  const codes = { proof: inUse.code(), commit: shown(corporation.token(1)) };
  await carryOut(master, { operation: 'register-user', customerId: 'U01' }, codes);
  expect((await user.get('/session')).status).toBe(401);

  counter.clock.advance(minute);
  const again = await corporation.signIn('U01');
  await carryOut(
    master,
    { operation: 'deregister-user', customerId: 'U01' },
    { proof: inUse.code() },
  );
  expect((await again.get('/session')).status).toBe(401);
  expect((await bystander.get('/session')).status).toBe(200);
});

test('a change of mode ends the sessions of all who held a token', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const codes = { proof: inUse.code(), commit: shown(corporation.token(1)) };
  await carryOut(master, { operation: 'register-user', customerId: 'U01' }, codes);
  counter.clock.advance(minute);
  const [other, holder, user] = [
    await corporation.signIn(),
    await corporation.signIn('U01'),
    await corporation.signIn('U02'),
  ];
  const changing = { operation: 'change-usage-mode', to: 'shared' } as const;
  await carryOut(master, changing, { proof: inUse.code(), commit: shown(corporation.token(2)) });
  const statuses = [other, holder, user, master].map(
    async (one) => (await one.get('/session')).status,
  );
  expect(await Promise.all(statuses)).toEqual([401, 401, 200, 200]);
});

test('a refused change ends nobody’s session', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const other = await corporation.signIn();
  const { body } = await master.open({ operation: 'replace-token' });
  await master.prove(body, inUse.code());
  const input = { tokenId: corporation.token(1).tokenId, code: corporation.token(1).wrongCode() };
  expect((await master.commit(body, input)).status).toBe(422);
  expect((await other.get('/session')).status).toBe(200);
});

test('who is removed and added again signs in anew', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const user = await corporation.signIn('U01');
  const bystander = await corporation.signIn('U02');
  await corporation.removeMember('U01');
  expect((await user.get('/session')).status).toBe(401);
  await corporation.takeBackMembers();
  expect((await user.get('/session')).status).toBe(401);
  expect((await bystander.get('/session')).status).toBe(200);
  counter.clock.advance(second);
  expect((await corporation.signIn('U01')).cookie).not.toBe(user.cookie);
  expect(await sessionHistory(counter)).toContain('session-ended U01 by operator rights-lost');
});

test('a master who becomes a user loses the session with the rank', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const master = await corporation.signIn();
  await corporation.replaceMaster('M2');
  await corporation.takeBackMembers();
  expect((await master.get('/session')).body).toMatchObject({ code: 'session-ended' });
});

test('openings of one session leave another session its own', async () => {
  await using counter = await openCounter();
  const { corporation, master: thief } = await setUp(counter, 'separate');
  for (let opened = 1; opened <= 10; opened += 1)
    expect((await thief.open({ operation: 'replace-token' })).status).toBe(201);
  expect((await thief.open({ operation: 'replace-token' })).body.code).toBe('too-many-requests');
  const master = await corporation.signIn('M1', { sid: 'anew' });
  expect((await master.open({ operation: 'replace-token' })).status).toBe(201);
});
