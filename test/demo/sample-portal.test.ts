// The sample that the package ships, run as its readers run it: a real service, a real portal, sockets.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../bff/contract/session.ts';
import { sessionCookie, sessionHeader } from '../../bff/contract/session.ts';
import type { MemberPage } from '../../bff/contract/member.ts';
import type { BrowserJar } from '../support/browser-jar.ts';
import { openSamplePortal, samplePassword, type SamplePortal } from '../support/sample-portal.ts';

let portal: SamplePortal;
beforeAll(async () => {
  portal = await openSamplePortal();
});
afterAll(() => portal[Symbol.asyncDispose]());

/** What a page knows once it is loaded. */
interface Page {
  session: Session;
  headers: Record<string, string>;
}

async function signIn(browser: BrowserJar, customerId: string): Promise<void> {
  const answer = await browser.submit('/sign-in', { customerId, password: samplePassword });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
}

/** What `<otp-provider>` does on every load. */
async function load(browser: BrowserJar): Promise<Page> {
  expect((await browser.get('/')).status).toBe(200);
  expect((await browser.post('/portal/otp-session')).status).toBe(204);
  const session = (await (await browser.get('/otp/v1/session')).json()) as Session;
  return { session, headers: { [sessionHeader]: session.id } };
}

async function customersSeen(browser: BrowserJar, { headers }: Page): Promise<string[]> {
  const answer = await browser.get('/otp/v1/members', headers);
  const page = (await answer.json()) as MemberPage;
  return page.rows.map(({ holder }) => (holder.kind === 'corporation' ? '' : holder.customerId));
}

/** Asks the service itself, with what a browser had: nothing of the portal is in between. */
async function statusOf(cookie: string, { headers }: Page): Promise<number> {
  const url = `${portal.service}/otp/v1/members`;
  return (await fetch(url, { headers: { ...headers, cookie } })).status;
}

function otpCookie(browser: BrowserJar): string {
  return `${sessionCookie}=${browser.cookies.get(sessionCookie) ?? ''}`;
}

describe('the sample portal', () => {
  it('vouches for nobody who is not signed in', async () => {
    const browser = portal.browser();
    const answer = await browser.post('/portal/otp-session');
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([401, []]);
    const page = await browser.get('/');
    expect([page.status, page.headers.get('location')]).toEqual([302, '/sign-in']);
    const wrong = await browser.submit('/sign-in', { customerId: 'mihon0001', password: 'x' });
    expect(wrong.status).toBe(403);
  });

  it('keeps one session over all pages of one sign-in', async () => {
    const browser = portal.browser();
    await signIn(browser, 'mihon0001');
    const first = await load(browser);
    const second = await load(browser);
    expect(second.session.id).toBe(first.session.id);
    expect(await customersSeen(browser, first)).toEqual(['mihon0001', 'mihon0002']);
  });

  it('shows the next person in a browser only their own', async () => {
    const browser = portal.browser();
    await signIn(browser, 'mihon0001');
    const before = await load(browser);
    const cookieBefore = otpCookie(browser);
    // Nobody signed out: the tab was left open.
    await signIn(browser, 'reidai0001');
    const after = await load(browser);
    expect(after.session.actor.customerId).toBe('reidai0001');
    expect(await customersSeen(browser, after)).toEqual(['reidai0001', 'reidai0002']);
    const stale = await browser.get('/otp/v1/members', before.headers);
    expect(stale.status).toBe(401);
    expect(await statusOf(cookieBefore, before)).toBe(401);
  });

  it('ends the session at the service when somebody signs out', async () => {
    const browser = portal.browser();
    await signIn(browser, 'mihon0001');
    const page = await load(browser);
    const cookie = otpCookie(browser);
    expect(await statusOf(cookie, page)).toBe(200);
    expect((await browser.submit('/sign-out', {})).status).toBe(303);
    expect(await statusOf(cookie, page)).toBe(401);
    expect((await browser.post('/portal/otp-session')).status).toBe(401);
  });

  it('ends all sessions of a member whose password changed, and nobody else’s', async () => {
    const [browser, other] = [portal.browser(), portal.browser()];
    await signIn(browser, 'mihon0002');
    await signIn(other, 'reidai0001');
    const [page, otherPage] = [await load(browser), await load(other)];
    const cookie = otpCookie(browser);
    const asked = await browser.get('/otp/v1/session', page.headers);
    expect(asked.status).toBe(200);
    const changed = await browser.submit('/password', { password: samplePassword, next: 'new' });
    expect(changed.status).toBe(303);
    const url = `${portal.service}/otp/v1/session`;
    const after = await fetch(url, { headers: { ...page.headers, cookie } });
    expect(after.status).toBe(401);
    expect(await statusOf(otpCookie(other), otherPage)).toBe(200);
  });

  it('asks the password again, and the session knows it', async () => {
    const browser = portal.browser();
    await signIn(browser, 'mihon0001');
    await load(browser);
    const again = (password: string) => browser.post('/portal/reauthenticate', { password });
    expect((await again('wrong')).status).toBe(403);
    expect((await again(samplePassword)).status).toBe(204);
    expect((await browser.post('/portal/otp-session')).status).toBe(204);
  });
});

describe('the sample’s proxy', () => {
  it.each([
    ['POST', '/otp/v1/verifications'],
    ['POST', '/otp/v1/sessions/end'],
    ['POST', '/otp/v1/members/../sessions/end'],
    ['POST', '/otp/v1/members/%2e%2e/verifications'],
    ['POST', '/otp/v1/session'],
    ['POST', '/sessions/end'],
    ['POST', '/verifications'],
    ['GET', '/livez'],
    ['GET', '/readyz'],
    ['GET', '/otp/livez'],
    ['GET', '/otp/openapi.json'],
    ['GET', '/openapi.json'],
  ])('passes no %s %s on', async (method, path) => {
    const browser = portal.browser();
    await signIn(browser, 'mihon0001');
    const { headers } = await load(browser);
    const answer = await (method === 'GET'
      ? browser.get(path, headers)
      : browser.post(path, {}, headers));
    expect(answer.status).toBe(404);
    // The portal's own word: nothing of the service answered.
    expect(answer.headers.get('content-type')).not.toContain('problem+json');
  });

  it('passes what the service says back, cookies and problems too', async () => {
    const browser = portal.browser();
    await signIn(browser, 'mihon0001');
    const { headers } = await load(browser);
    const refused = await browser.get('/otp/v1/members/nobody', headers);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json',
    ]);
    expect((await browser.delete('/otp/v1/session', headers)).status).toBe(204);
    expect(browser.cookies.has(sessionCookie)).toBe(false);
  });
});
