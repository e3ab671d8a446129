// P22 to P24, P28, A43, A64, A65: who has a session, for how long, and with whose rights.
import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Problem } from '../../bff/contract/problem.ts';
import type { Session } from '../../bff/contract/session.ts';
import { hour, minute, second } from '../../bff/durations.ts';
import { member, session, usedAssertion } from '../../bff/store/schema/index.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { pageHeaders, publicIdOf } from '../support/page-session.ts';
import { basePath, origin } from '../support/person.ts';
import { createTestPortal, type Overrides } from '../support/portal.ts';

const url = `${basePath}/session`;
const name = '__Host-otp-session';

/** A counter with one corporation, whose portal the test holds in its hands. */
async function openDesk() {
  const portal = await createTestPortal({ now: () => counter.clock.now() });
  const counter: TestCounter = await openCounter({ portal: portal.config });
  await counter.openCorporation();

  const headers = { 'Content-Type': 'application/json', 'X-Otp-Client': 'test', Origin: origin };
  async function start(assertion: string, cookie = ''): Promise<Response> {
    const body = JSON.stringify({ assertion });
    const init = { method: 'POST', headers: { ...headers, Cookie: cookie }, body };
    return counter.app.request(url, init);
  }
  return {
    counter,
    portal,
    start,
    /** Signs in, and gives the cookie as a browser would send it. */
    signIn: async (claims: Overrides = {}, cookie = '') =>
      cookieOf(await start(await portal.assertion(claims), cookie)),
    read: async (cookie: string) => counter.app.request(url, { headers: { Cookie: cookie } }),
    end: async (cookie: string) =>
      counter.app.request(url, {
        method: 'DELETE',
        headers: { ...headers, ...pageHeaders(cookie) },
      }),
    members: async (cookie: string) =>
      counter.app.request(`${basePath}/members`, { headers: pageHeaders(cookie) }),
    [Symbol.asyncDispose]: () => counter[Symbol.asyncDispose](),
  };
}

function cookieOf(response: Response): string {
  return response.headers.get('Set-Cookie')?.split(';')[0] ?? '';
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as Problem).code;
}

function sessionsOf({ context }: TestCounter) {
  return context.database.read((tx) => tx.select().from(session));
}

describe('starting a session', () => {
  test('P23: gives one opaque cookie and no body', async () => {
    await using desk = await openDesk();
    const response = await desk.start(await desk.portal.assertion());
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(response.headers.getSetCookie()).toHaveLength(1);
    const [value, ...attributes] = (response.headers.get('Set-Cookie') ?? '').split('; ');
    expect(value).toMatch(/^__Host-otp-session=[\w-]+\.[\w-]{43}$/);
    expect(attributes.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']);
  });

  test('stores the hash of the cookie and never the cookie', async () => {
    await using desk = await openDesk();
    const cookie = await desk.signIn();
    const rows = await sessionsOf(desk.counter);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.sessionHash).toMatch(/^[0-9a-f]{64}$/);
    const secret = cookie.split('.')[1] ?? '';
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test('A64: one assertion makes one session, also when sent at once', async () => {
    await using desk = await openDesk();
    const assertion = await desk.portal.assertion();
    const all = await Promise.all(Array.from({ length: 20 }, () => desk.start(assertion)));
    expect(all.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(all.filter(({ status }) => status === 401)).toHaveLength(19);
    expect(await sessionsOf(desk.counter)).toHaveLength(1);
  });

  test('A64: a used assertion is remembered as long as it would count', async () => {
    await using desk = await openDesk();
    const assertion = await desk.portal.assertion();
    await desk.start(assertion);
    desk.counter.clock.advance(69 * second);
    await desk.signIn();
    expect(await codeOf(await desk.start(assertion))).toBe('session-ended');
    desk.counter.clock.advance(2 * minute);
    await desk.signIn();
    const used = await desk.counter.context.database.read((tx) => tx.select().from(usedAssertion));
    // The new one, and how far the old ones are forgotten.
    expect(used).toHaveLength(2);
  });

  test('A65: ends the session whose cookie came along', async () => {
    await using desk = await openDesk();
    const planted = await desk.signIn();
    const own = await desk.signIn({ sid: 'another' }, planted);
    expect(own).not.toBe(planted);
    expect((await desk.read(planted)).status).toBe(401);
    expect((await desk.read(own)).status).toBe(200);
  });

  test('A65: ignores a cookie that it did not make', async () => {
    await using desk = await openDesk();
    const cookie = await desk.signIn({}, `${name}=chosen-by-somebody-else`);
    expect(cookie).not.toContain('chosen');
    expect((await desk.read(cookie)).status).toBe(200);
  });

  test('leaves another browser of the same member alone', async () => {
    await using desk = await openDesk();
    const [first, second] = [await desk.signIn(), await desk.signIn()];
    expect((await desk.read(first)).status).toBe(200);
    expect((await desk.read(second)).status).toBe(200);
  });

  test('P25: unknown corporation, unknown member and bad word answer alike', async () => {
    await using desk = await openDesk();
    const answers = await Promise.all([
      desk.start(await desk.portal.assertion({ corp_id: 'C9999' })),
      desk.start(await desk.portal.assertion({ sub: 'U99' })),
      desk.start(await desk.portal.assertion({ aud: 'other' })),
      desk.start('no assertion'),
    ]);
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    const masked = bodies.map((body) => body.replace(/urn:uuid:[0-9a-f-]+/, ''));
    expect(new Set(masked).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(answers.map(cookieOf)).toEqual(['', '', '', '']);
  });

  test('P28: the portal’s word that he is only a user beats an older list', async () => {
    await using desk = await openDesk();
    const demoted = await desk.portal.assertion({ role: 'user' });
    expect((await desk.start(demoted)).status).toBe(401);
  });

  test('A53: the portal’s word alone makes nobody master', async () => {
    await using desk = await openDesk();
    const cookie = await desk.signIn({ sub: 'U01', role: 'master' });
    const read = (await (await desk.read(cookie)).json()) as Session;
    expect(read.permitted).toBe(false);
    expect(await codeOf(await desk.members(cookie))).toBe('not-permitted');
  });
});

describe('a session', () => {
  test('tells who asks, what he may and until when', async () => {
    await using desk = await openDesk();
    const cookie = await desk.signIn();
    expect(await (await desk.read(cookie)).json()).toEqual({
      id: publicIdOf(cookie),
      actor: { customerId: 'M1', name: '管理 太郎', role: 'administrator' },
      permitted: true,
      mode: 'unset',
      version: 0,
      idleEndsAt: '2026-04-01T09:10:00.000Z',
      endsAt: '2026-04-01T17:00:00.000Z',
      settings: desk.counter.context.config.settings,
    });
  });

  test('P24: ends after ten minutes without a request', async () => {
    await using desk = await openDesk();
    const cookie = await desk.signIn();
    desk.counter.clock.advance(10 * minute - 1);
    expect((await desk.read(cookie)).status).toBe(200);
    desk.counter.clock.advance(10 * minute);
    expect(await codeOf(await desk.read(cookie))).toBe('session-ended');
  });

  test('P24: ends after eight hours, however busy', async () => {
    await using desk = await openDesk();
    const cookie = await desk.signIn();
    for (let passed = 0; passed < 8 * hour; passed += 9 * minute) {
      expect((await desk.read(cookie)).status).toBe(200);
      desk.counter.clock.advance(9 * minute);
    }
    expect(await codeOf(await desk.read(cookie))).toBe('session-ended');
  });

  test('notes its use at most every thirty seconds', async () => {
    await using desk = await openDesk();
    const cookie = await desk.signIn();
    const begun = desk.counter.clock.now();
    desk.counter.clock.advance(29 * second);
    await desk.read(cookie);
    expect((await sessionsOf(desk.counter))[0]?.lastSeenAt).toBe(begun);
    desk.counter.clock.advance(1 * second);
    await desk.read(cookie);
    expect((await sessionsOf(desk.counter))[0]?.lastSeenAt).toBe(begun + 30 * second);
  });

  test('A43: a master removed from the list loses the right at once', async () => {
    await using desk = await openDesk();
    const cookie = await desk.signIn();
    expect((await desk.members(cookie)).status).toBe(200);
    await desk.counter.context.database.write((tx) =>
      tx.update(member).set({ rank: 1, role: 'general' }).where(eq(member.customerId, 'M1')),
    );
    expect(await codeOf(await desk.members(cookie))).toBe('not-permitted');
    expect(await (await desk.read(cookie)).json()).toMatchObject({ permitted: false });
  });

  test('A43: a member removed from the list has no session', async () => {
    await using desk = await openDesk();
    const cookie = await desk.signIn({ sub: 'U01', role: 'user' });
    await desk.counter.context.database.write((tx) =>
      tx.delete(member).where(and(eq(member.corporationId, 'C0001'), eq(member.customerId, 'U01'))),
    );
    expect(await codeOf(await desk.read(cookie))).toBe('session-ended');
  });

  test('of one corporation opens nothing under the name of another', async () => {
    await using desk = await openDesk();
    await desk.counter.openCorporation();
    const cookie = await desk.signIn();
    const other = Buffer.from('C0002').toString('base64url');
    const forged = cookie.replace(/=[\w-]+\./, `=${other}.`);
    expect(forged).not.toBe(cookie);
    expect(await codeOf(await desk.read(forged))).toBe('session-ended');
  });

  test('A52: is shown as a cookie and as nothing else', async () => {
    await using desk = await openDesk();
    const cookie = await desk.signIn();
    const value = cookie.slice(name.length + 1);
    const attempts: Record<string, string>[] = [
      { Authorization: `Bearer ${value}` },
      { Authorization: 'Basic x' },
      { 'X-Forwarded-User': 'M1', 'X-User-Id': 'M1' },
      { Cookie: `otp-session=${value}` },
      { Cookie: `${name}=${value}x` },
      { Cookie: `${name}=${value.slice(0, -1)}` },
    ];
    for (const headers of attempts)
      expect((await desk.counter.app.request(url, { headers })).status).toBe(401);
  });
});

describe('ending a session', () => {
  test('is effective at once and clears the cookie', async () => {
    await using desk = await openDesk();
    const cookie = await desk.signIn();
    const response = await desk.end(cookie);
    expect(response.status).toBe(204);
    expect(response.headers.get('Set-Cookie')).toMatch(
      /^__Host-otp-session=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(await codeOf(await desk.read(cookie))).toBe('session-ended');
    expect(await sessionsOf(desk.counter)).toMatchObject([{ endedBy: 'signed-out' }]);
  });

  test('A58: needs to come from the portal', async () => {
    await using desk = await openDesk();
    const cookie = await desk.signIn();
    const headers = { ...pageHeaders(cookie), Origin: 'https://evil.test', 'X-Otp-Client': '1' };
    const response = await desk.counter.app.request(url, { method: 'DELETE', headers });
    expect(await codeOf(response)).toBe('csrf');
    expect((await desk.read(cookie)).status).toBe(200);
  });

  test('of one browser leaves the other signed in', async () => {
    await using desk = await openDesk();
    const [first, second] = [await desk.signIn(), await desk.signIn()];
    await desk.end(first);
    expect((await desk.read(first)).status).toBe(401);
    expect((await desk.read(second)).status).toBe(200);
  });
});

test('a body with more than the assertion is refused', async () => {
  await using desk = await openDesk();
  const assertion = await desk.portal.assertion();
  const headers = { 'Content-Type': 'application/json', 'X-Otp-Client': 'test' };
  for (const extra of ['corporationId', 'corp_id', 'role', 'master', 'customerId']) {
    const body = JSON.stringify({ assertion, [extra]: 'C0002' });
    const response = await desk.counter.app.request(url, { method: 'POST', headers, body });
    expect(await codeOf(response)).toBe('invalid-request');
  }
  expect(await sessionsOf(desk.counter)).toEqual([]);
});
