// P27: the next person in a browser. A page acts as nobody but the session that it was loaded with.
import { expect, test } from 'vitest';
import { minute } from '../../bff/durations.ts';
import { Browser, Page } from '../support/browser.ts';
import { openCounter } from '../support/counter.ts';
import { readSessions, sessionHistory } from '../support/history.ts';

/** Reidai's master signed out of the portal; then Mihon's signs in, in the same browser. */
async function openBrowser() {
  const counter = await openCounter();
  const [reidai, mihon] = [await counter.openCorporation(), await counter.openCorporation()];
  const browser = new Browser(counter.app);
  const stale = await browser.load(await reidai.assertion('M1', { sid: 'reidai0001' }));
  counter.clock.advance(minute);
  const { cookie } = browser;
  const page = await browser.load(await mihon.assertion('M1', { sid: 'mihon0004' }));
  return {
    counter,
    browser,
    stale,
    page,
    cookie,
    [Symbol.asyncDispose]: () => counter[Symbol.asyncDispose](),
  };
}

test('the next person sees their own corporation and nothing else', async () => {
  await using desk = await openBrowser();
  const members = await desk.page.ask<object>('GET', '/members');
  expect(members.status).toBe(200);
  const rows = await readSessions(desk.counter);
  expect(rows.map(({ corporationId, endedBy }) => [corporationId, endedBy]).sort()).toEqual([
    ['C0001', 'replaced'],
    ['C0002', null],
  ]);
  expect(await sessionHistory(desk.counter, 'C0001')).toEqual([
    'session-begun M1 by M1',
    'session-ended M1 by M1 replaced',
  ]);
  expect(await sessionHistory(desk.counter, 'C0002')).toEqual(['session-begun M1 by M1']);
});

test('the cookie of before opens nothing any more', async () => {
  await using desk = await openBrowser();
  desk.browser.cookie = desk.cookie;
  expect(await desk.stale.whoAmI()).toBe('session-ended');
});

const requests = [
  ['GET', '/session'],
  ['GET', '/members'],
  ['GET', '/members/M1'],
  ['GET', '/shared-token'],
  ['GET', '/usage-mode'],
  ['GET', '/intents/00000000-0000-4000-8000-000000000000'],
  ['POST', '/intents', { operation: 'register-first', to: 'separate' }],
  ['DELETE', '/session'],
] as const;

test('a stale page is refused and touches nothing', async () => {
  await using desk = await openBrowser();
  desk.counter.clock.advance(minute);
  const before = await readSessions(desk.counter);
  const nameless = new Page(desk.browser, undefined);
  for (const [method, path, body] of requests) {
    const answer = await desk.stale.ask(method, path, body);
    expect([path, answer.status, answer.body.code]).toEqual([path, 401, 'session-ended']);
    expect(JSON.stringify(answer.body)).not.toMatch(/M1|C000/);
    // Only where a page learns which session it has may it ask without naming one.
    if (method === 'GET' && path === '/session') continue;
    expect((await nameless.ask(method, path, body)).body.code).toBe('session-ended');
  }
  expect(await readSessions(desk.counter)).toEqual(before);
  expect(await desk.page.whoAmI()).toBe('M1');
});

test('a page learns the id of its session by asking once', async () => {
  await using desk = await openBrowser();
  const { body } = await new Page(desk.browser, undefined).ask('GET', '/session');
  expect(body.id).toBe(desk.page.id);
  expect(body.id).not.toBe(desk.stale.id);
});
