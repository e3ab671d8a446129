import { decodeJwt, decodeProtectedHeader, generateKeyPair } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { approvalPassword, password } from '../../../demo/seed/people.ts';
import { createPortal } from '../../../demo/server/portal.ts';
import { PortalSessions } from '../../../demo/server/portal-session.ts';
import { createOtpPortal } from '../../../docs/samples/portal/vouch.mjs';

const origin = 'http://localhost:4610';
const { privateKey } = await generateKeyPair('ES256');

/** What the counter was asked; it gives a cookie to whoever comes. */
let asked: Request[];
let portal: ReturnType<typeof createPortal>;

beforeEach(() => {
  asked = [];
  const fetch = (url: string, init: RequestInit) => {
    asked.push(new Request(url, init));
    return new Response(null, { status: 204, headers: { 'set-cookie': '__Host-otp=counter' } });
  };
  portal = createPortal({
    sessions: new PortalSessions(),
    otp: createOtpPortal({
      service: 'http://counter.test',
      server: 'http://servers.test',
      issuer: 'https://portal.test',
      signingKey: privateKey,
      kid: 'portal',
      client: { keyId: 'portal-1', key: new Uint8Array(32) },
      fetch,
    }),
    toysOf: () => [],
  });
});

describe('the pretend portal', () => {
  it('lets nobody in without the password', async () => {
    const answer = await signIn({ password: 'wrong' });
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('refuses a customer id of another corporation', async () => {
    expect((await signIn({ corporation: 'REIDAI' })).status).toBe(403);
  });

  it('refuses a form that another site posts', async () => {
    expect((await signIn({}, 'https://evil.example')).status).toBe(403);
  });

  it('serves its pages under the strictest policy', async () => {
    const answer = await get('/', await cookieOf(signIn()));
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(await answer.text()).not.toMatch(/<script>| style=| on[a-z]+=/);
  });

  it('vouches to the counter and relays its cookie alone', async () => {
    const answer = await post('/portal/otp-session', await cookieOf(signIn()));
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()).toEqual(['__Host-otp=counter']);
    expect(await answer.text()).toBe('');
    const { assertion } = (await asked.at(-1)?.json()) as { assertion: string };
    expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: 'ES256', kid: 'portal' });
    expect(decodeJwt(assertion)).toMatchObject({
      sub: 'mihon0001',
      corp_id: 'MIHON',
      role: 'master',
    });
  });

  it('vouches for nobody who is not signed in', async () => {
    expect((await post('/portal/otp-session', '')).status).toBe(401);
    expect(asked).toEqual([]);
  });

  it('asks the approval password before vouching anew', async () => {
    const cookie = await cookieOf(signIn());
    const wrong = await post('/portal/reauthenticate', cookie, { password });
    expect(wrong.status).toBe(403);
    const right = await post('/portal/reauthenticate', cookie, { password: approvalPassword });
    expect(right.status).toBe(204);
  });

  it("hands the browser's cookies to the counter, which knows whose session it was", async () => {
    const cookie = await cookieOf(signIn());
    await post('/portal/otp-session', `${cookie}; __Host-otp=earlier`);
    expect(asked.at(-1)?.headers.get('cookie')).toContain('__Host-otp=earlier');
  });

  it("ends the counter's session when somebody signs out, and only theirs", async () => {
    const cookie = await cookieOf(signIn());
    await post('/portal/otp-session', cookie);
    const { assertion } = (await asked.at(-1)?.json()) as { assertion: string };
    expect((await post('/sign-out', cookie)).status).toBe(303);
    expect(asked.at(-1)?.url).toBe('http://servers.test/sessions/end');
    const { sid } = decodeJwt(assertion);
    expect(await asked.at(-1)?.json()).toEqual({ corporationId: 'MIHON', sid });
    expect((await post('/portal/otp-session', cookie)).status).toBe(401);
  });

  it('leads whoever is not signed in to the sign-in page, and tells a script 401', async () => {
    for (const path of ['/', '/administration', '/administration/one-time-password']) {
      const answer = await portal.request(`${origin}${path}`);
      expect([answer.status, answer.headers.get('location')]).toEqual([302, '/sign-in']);
    }
    expect((await portal.request(`${origin}/toy/tokens`)).status).toBe(401);
    expect((await post('/portal/reauthenticate', '')).status).toBe(401);
  });
});

function signIn(change: Record<string, string> = {}, from = origin) {
  const form = { corporation: 'MIHON', customer: 'mihon0001', password, ...change };
  return portal.request(`${origin}/sign-in`, {
    method: 'POST',
    headers: { origin: from },
    body: new URLSearchParams(form),
  });
}

async function cookieOf(answer: Response | Promise<Response>): Promise<string> {
  return (await answer).headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

function get(path: string, cookie: string) {
  return portal.request(`${origin}${path}`, { headers: { cookie, accept: 'text/html' } });
}

function post(path: string, cookie: string, body: object = {}) {
  return portal.request(`${origin}${path}`, {
    method: 'POST',
    headers: { origin, cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
