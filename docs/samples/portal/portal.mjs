// A complete small portal: sign-in, one page, and the four things it does for the counter: it
// vouches, asks the password again, ends what it vouched for, and passes requests on.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { counterPage, signInPage } from './pages.mjs';
import { otpProxy } from './proxy.mjs';

/** @typedef {import('./vouch.mjs').Visitor} Visitor */
/** @typedef {{ Variables: { visitor: Visitor } }} Env */

const cookie = 'portal';
const cookieOptions = /** @type {const} */ ({
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'Strict',
  prefix: 'host',
});

/** All that the elements need. Their templates go through one policy of Trusted Types. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types otp-widget-html',
].join('; ');

const scripts = {
  'otp-madoguchi.js': import.meta.resolve('otp-madoguchi/script'),
  'events.js': import.meta.resolve('./events.js'),
};

/**
 * @param {object} options
 * @param {ReturnType<typeof import('./visitors.mjs').createVisitors>} options.visitors
 * @param {ReturnType<typeof import('./vouch.mjs').createOtpPortal>} options.otp
 * @param {string} options.service
 */
export function createPortal({ visitors, otp, service }) {
  /** @type {Hono<Env>} */
  const portal = new Hono();
  portal.all('/otp/*', otpProxy(service));

  portal.use(csrf(), async (c, next) => {
    await next();
    c.header('Content-Security-Policy', policy);
    c.header('Cache-Control', 'no-store');
  });
  for (const [name, url] of Object.entries(scripts)) {
    portal.get(`/assets/${name}`, async (c) =>
      c.body(await readFile(fileURLToPath(url)), 200, { 'Content-Type': 'text/javascript' }),
    );
  }

  portal.get('/sign-in', (c) => c.html(signInPage(false)));
  portal.post('/sign-in', async (c) => {
    const { customerId, password } = await c.req.parseBody();
    const key = visitors.signIn(String(customerId), String(password));
    if (key === undefined) return c.html(signInPage(true), 403);
    setCookie(c, cookie, key, cookieOptions);
    return c.redirect('/', 303);
  });

  // Before the check: it answers 401 itself to somebody who is not signed in.
  portal.post('/portal/otp-session', (c) =>
    otp.begin(visitors.find(getCookie(c, cookie, 'host')), c.req.header('cookie')),
  );

  portal.use(async (c, next) => {
    const visitor = visitors.find(getCookie(c, cookie, 'host'));
    if (visitor === undefined) {
      return c.req.method === 'GET' ? c.redirect('/sign-in', 302) : c.body(null, 401);
    }
    c.set('visitor', visitor);
    return next();
  });

  portal.get('/', (c) => c.html(counterPage(c.var.visitor)));
  portal.post('/portal/reauthenticate', async (c) => {
    const { password } = await c.req.json();
    return c.body(null, visitors.reauthenticate(c.var.visitor, String(password)) ? 204 : 403);
  });
  portal.post('/password', async (c) => {
    const { password, next } = await c.req.parseBody();
    const { visitor } = c.var;
    if (!visitors.reauthenticate(visitor, String(password))) return c.body(null, 403);
    visitors.changePassword(visitor, String(next));
    await otp.endMember(visitor.corporationId, visitor.customerId);
    return c.redirect('/sign-in', 303);
  });
  portal.post('/sign-out', async (c) => {
    visitors.signOut(getCookie(c, cookie, 'host') ?? '');
    deleteCookie(c, cookie, cookieOptions);
    // Out of reach, the counter ends it by its own times, or when somebody else signs in here.
    await otp.end(c.var.visitor).catch((error) => console.error(error.message));
    return c.redirect('/sign-in', 303);
  });
  return portal;
}
