// P24: when the portal ends a session, ours ends. From server to server, on every instance at once.
import { expect, test } from 'vitest';
import { createApp } from '../../bff/app.ts';
import { createContext } from '../../bff/context.ts';
import { minute, second } from '../../bff/durations.ts';
import { createLog } from '../../bff/log.ts';
import { Browser } from '../support/browser.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { readSessions, sessionHistory } from '../support/history.ts';
import { Person } from '../support/person.ts';
import { everyPurpose, PortalServer } from '../support/portal-server.ts';

async function end(
  counter: TestCounter,
  which: object,
  server: PortalServer = counter.portalServer,
): Promise<{ status: number; body: { ended?: number; code?: string } }> {
  const request = { method: 'POST', path: '/sessions/end', body: JSON.stringify(which) };
  const response = await server.ask(counter.serverApp, request);
  return { status: response.status, body: (await response.json()) as object };
}

/** Three browsers: two of the master in one session of the portal, one of a user. */
async function openThree(counter: TestCounter) {
  const { corporationId, assertion } = await counter.openCorporation();
  const browsers = [1, 2, 3].map(() => new Browser(counter.app)) as [Browser, Browser, Browser];
  const [first, second, third] = browsers;
  const pages = [
    await first.load(await assertion('M1', { sid: 'morning' })),
    await second.load(await assertion('M1', { sid: 'morning' })),
    await third.load(await assertion('U01', { sid: 'noon' })),
  ];
  const whoIsIn = () => Promise.all(pages.map((page) => page.whoAmI()));
  return { corporationId, assertion, first, third, whoIsIn };
}

test('the end of a portal session ends all of its sessions', async () => {
  await using counter = await openCounter();
  const { corporationId, whoIsIn } = await openThree(counter);
  const ended = await end(counter, { corporationId, sid: 'morning' });
  expect(ended).toMatchObject({ status: 200, body: { ended: 2 } });
  expect(await whoIsIn()).toEqual(['session-ended', 'session-ended', 'U01']);
  expect((await sessionHistory(counter)).slice(3)).toEqual([
    'session-ended M1 by portal portal',
    'session-ended M1 by portal portal',
  ]);
});

test('it is over on another instance with the next request', async () => {
  await using counter = await openCounter();
  const { config, clock, database } = counter.context;
  const parts = { clock, database, log: createLog('silent') };
  const other = createApp(await createContext(config, parts));
  const { corporationId, assertion } = await counter.openCorporation();
  const person = await Person.signIn(counter.app, await assertion('M1', { sid: 'morning' }));
  expect((await person.at(other).get('/session')).status).toBe(200);
  await end(counter, { corporationId, sid: 'morning' });
  const late = await person.at(other).get('/session');
  expect(late).toMatchObject({ status: 401, body: { code: 'session-ended' } });
});

test('all sessions of one member end, and nobody else’s', async () => {
  await using counter = await openCounter();
  const { corporationId, whoIsIn } = await openThree(counter);
  expect((await end(counter, { corporationId, customerId: 'U01' })).body).toEqual({ ended: 1 });
  expect(await whoIsIn()).toEqual(['M1', 'M1', 'session-ended']);
});

test('asked again it ends nothing more and enters nothing', async () => {
  await using counter = await openCounter();
  const { corporationId } = await openThree(counter);
  await end(counter, { corporationId, sid: 'morning' });
  const before = await sessionHistory(counter);
  expect((await end(counter, { corporationId, sid: 'morning' })).body).toEqual({ ended: 0 });
  expect((await end(counter, { corporationId, sid: 'unknown' })).body).toEqual({ ended: 0 });
  expect(await sessionHistory(counter)).toEqual(before);
});

test('a word of the portal from before the end begins no session', async () => {
  await using counter = await openCounter();
  const { corporationId, assertion, first, third, whoIsIn } = await openThree(counter);
  const [old, ofMember] = [
    await assertion('M1', { sid: 'morning' }),
    await assertion('U01', { sid: 'noon' }),
  ];
  await end(counter, { corporationId, sid: 'morning' });
  await end(counter, { corporationId, customerId: 'U01' });
  expect((await first.vouch(old)).body?.code).toBe('session-ended');
  expect((await third.vouch(ofMember)).body?.code).toBe('session-ended');
  expect((await whoIsIn()).slice(0, 1)).toEqual(['session-ended']);
  // The member's session at the portal goes on with a new password.
  counter.clock.advance(second);
  expect((await third.vouch(await assertion('U01', { sid: 'noon' }))).status).toBe(204);
});

test('a client ends sessions only in its scope and if it may', async () => {
  const scoped = everyPurpose({ id: 'scoped', corporations: ['C0002'], keys: [keyOf('scoped')] });
  const barred = everyPurpose({ id: 'barred', sessions: false, keys: [keyOf('barred')] });
  await using counter = await openCounter({ clients: [scoped, barred] });
  const { corporationId, whoIsIn } = await openThree(counter);
  const ask = async (client: typeof scoped, which: object) => {
    const answer = await end(counter, which, new PortalServer(client, counter.clock.now));
    return [answer.status, answer.body.code];
  };
  expect(await ask(scoped, { corporationId, sid: 'morning' })).toEqual([404, 'not-found']);
  expect(await ask(scoped, { corporationId: 'C0002', sid: 'x' })).toEqual([404, 'not-found']);
  expect(await ask(barred, { corporationId, sid: 'morning' })).toEqual([403, 'not-permitted']);
  expect(await whoIsIn()).toEqual(['M1', 'M1', 'U01']);
});

function keyOf(keyId: string) {
  return { keyId, key: Buffer.alloc(32, keyId) };
}

test.each([
  {},
  { corporationId: 'C0001' },
  { corporationId: 'C0001', sid: 'morning', customerId: 'M1' },
  { corporationId: 'C0001', sid: '' },
  { corporationId: 'C0001', customerId: '' },
  { corporationId: 'C0001', sid: 'morning', by: 'portal' },
])('%j names no session', async (which) => {
  await using counter = await openCounter();
  await counter.openCorporation();
  expect((await end(counter, which)).body.code).toBe('invalid-request');
});

test('an ended session stays known until it would have expired', async () => {
  await using counter = await openCounter({
    session: { idle: 20 * minute, absolute: 10 * minute, single: true },
  });
  const { corporationId, assertion } = await openThree(counter);
  await end(counter, { corporationId, sid: 'morning' });
  expect(await readSessions(counter)).toHaveLength(3);
  counter.clock.advance(10 * minute);
  await new Browser(counter.app).load(await assertion('M1', { sid: 'later' }));
  expect(await readSessions(counter)).toHaveLength(1);
});
