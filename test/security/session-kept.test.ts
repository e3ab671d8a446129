// P22, A65: the portal vouches at every page load. A session goes on only for the same corporation, the
// same member and the same session of the portal.
import { expect, test } from 'vitest';
import { hour, minute, second } from '../../bff/durations.ts';
import { Browser } from '../support/browser.ts';
import { openCounter } from '../support/counter.ts';
import { readSessions, sessionHistory } from '../support/history.ts';

test('the same portal session keeps its session and its cookie', async () => {
  await using counter = await openCounter();
  const { assertion } = await counter.openCorporation();
  const browser = new Browser(counter.app);
  const first = await browser.load(await assertion());
  const { cookie } = browser;
  counter.clock.advance(minute);
  const answer = await browser.vouch(await assertion());
  expect(answer.status).toBe(204);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(browser.cookie).toBe(cookie);
  expect(await first.whoAmI()).toBe('M1');
  expect(await readSessions(counter)).toMatchObject([
    { lastSeenAt: counter.clock.now(), authenticatedAt: counter.clock.now(), endedAt: null },
  ]);
  expect(await sessionHistory(counter)).toEqual(['session-begun M1 by M1']);
});

test('a password given again moves the session’s freshness forward only', async () => {
  await using counter = await openCounter();
  const { assertion } = await counter.openCorporation();
  const browser = new Browser(counter.app);
  await browser.load(await assertion());
  const begun = counter.clock.now();
  counter.clock.advance(minute);
  await browser.load(await assertion('M1', { auth_time: begun / second - 3600 }));
  expect(await readSessions(counter)).toMatchObject([{ authenticatedAt: begun }]);
  await browser.load(await assertion());
  expect(await readSessions(counter)).toMatchObject([{ authenticatedAt: begun + minute }]);
});

const others = [
  ['another portal session', 'M1', { sid: 'another' }],
  ['another member of the corporation', 'U01', {}],
] as const;

test.each(others)('%s ends the old session and begins one', async (_, customerId, claims) => {
  await using counter = await openCounter();
  const { assertion } = await counter.openCorporation();
  const browser = new Browser(counter.app);
  const before = await browser.load(await assertion());
  const { cookie } = browser;
  const after = await browser.load(await assertion(customerId, claims));
  expect(browser.cookie).not.toBe(cookie);
  expect(await after.whoAmI()).toBe(customerId);
  expect(await before.whoAmI()).toBe('session-ended');
  browser.cookie = cookie;
  expect(await before.whoAmI()).toBe('session-ended');
  expect(await sessionHistory(counter)).toEqual([
    'session-begun M1 by M1',
    'session-ended M1 by M1 replaced',
    `session-begun ${customerId} by ${customerId}`,
  ]);
});

test('a session that was idle for too long is not revived', async () => {
  await using counter = await openCounter();
  const { assertion } = await counter.openCorporation();
  const browser = new Browser(counter.app);
  const before = await browser.load(await assertion());
  const { cookie } = browser;
  counter.clock.advance(11 * minute);
  await browser.load(await assertion());
  expect(browser.cookie).not.toBe(cookie);
  browser.cookie = cookie;
  expect(await before.whoAmI()).toBe('session-ended');
});

test('a session that was ended is not revived', async () => {
  await using counter = await openCounter();
  const { assertion } = await counter.openCorporation();
  const browser = new Browser(counter.app);
  const before = await browser.load(await assertion());
  const { cookie } = browser;
  await before.ask('DELETE', '/session');
  browser.cookie = cookie;
  await browser.load(await assertion());
  expect(browser.cookie).not.toBe(cookie);
});

test('an assertion keeps a session once', async () => {
  await using counter = await openCounter();
  const { assertion } = await counter.openCorporation();
  const browser = new Browser(counter.app);
  await browser.load(await assertion());
  const again = await assertion();
  expect((await browser.vouch(again)).status).toBe(204);
  expect((await browser.vouch(again)).body?.code).toBe('session-ended');
});

test('a session never outlives the portal’s own', async () => {
  await using counter = await openCounter();
  const { assertion } = await counter.openCorporation();
  const browser = new Browser(counter.app);
  const now = counter.clock.now();
  const until = (end: number) => assertion('M1', { sid_exp: end / second });
  await browser.load(await until(now + hour));
  expect(await readSessions(counter)).toMatchObject([{ expiresAt: now + hour }]);
  await browser.load(await until(now + 5 * minute));
  expect(await readSessions(counter)).toMatchObject([{ expiresAt: now + 5 * minute }]);
  // A later end gives nothing back.
  const page = await browser.load(await until(now + 2 * hour));
  counter.clock.advance(5 * minute - 1);
  expect(await page.whoAmI()).toBe('M1');
  counter.clock.advance(1);
  expect(await page.whoAmI()).toBe('session-ended');
  expect((await browser.vouch(await until(now + 5 * minute))).status).toBe(401);
});
