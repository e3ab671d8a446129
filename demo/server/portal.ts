// The pretend bank portal: who signs in, which page they see, and the three things it does for the
// counter: vouching for them, asking their password again, and ending what it vouched for.
//
// Owns no token, no code and no registration. What it knows of the counter is its address.
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { approvalPassword } from '../seed/people.ts';
import type { ToyToken } from '../toy/toy-token.ts';
import { pageHeaders } from './guard.ts';
import { language, type Language } from './locale/language.ts';
import { administrationPage, counterPage } from './pages/administration-page.ts';
import { galleryPage } from './pages/gallery-page.ts';
import { homePage } from './pages/home-page.ts';
import { notFoundPage } from './pages/not-found-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import type { SignedIn } from './pages/signed-in-page.ts';
import { isSame, type PortalSessions, type Visitor } from './portal-session.ts';
import { vouchedOf, type OtpPortal } from './vouching.ts';

export interface PortalOptions {
  sessions: PortalSessions;
  /** The sample's: `docs/samples/portal/vouch.mjs`. */
  otp: OtpPortal;
  /** A corporation's stock, as the maker shipped it. */
  toysOf(corporationId: string): readonly ToyToken[];
}

interface PortalEnv {
  Variables: { language: Language; visitor: Visitor };
}

const cookie = 'portal';
const cookieOptions = {
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'Strict',
  prefix: 'host',
} as const;

/** What only the scripts of a page ask for. */
const forScripts = /^\/(portal|toy)\//;

export function createPortal(options: PortalOptions): Hono<PortalEnv> {
  const { sessions, otp, toysOf } = options;
  const portal = new Hono<PortalEnv>();
  const page = (c: Context<PortalEnv>): SignedIn => ({
    language: c.var.language,
    visitor: c.var.visitor,
    toys: toysOf(c.var.visitor.corporation.corporationId),
  });

  portal.use(pageHeaders(), csrf(), language());
  portal.notFound((c) => c.html(notFoundPage(c.var.language), 404));

  portal.get('/sign-in', (c) => c.html(signInPage(c.var.language, false)));
  portal.post('/sign-in', async (c) => {
    const { corporation, customer, password } = await c.req.parseBody();
    const key = sessions.signIn(String(corporation), String(customer).trim(), String(password));
    if (key === undefined) return c.html(signInPage(c.var.language, true), 403);
    setCookie(c, cookie, key, cookieOptions);
    return c.redirect('/', 303);
  });

  portal.get('/gallery', (c) => c.html(galleryPage(c.var.language)));

  portal.use(signedIn(sessions));
  portal.get('/', (c) => c.html(homePage(page(c))));
  portal.get('/administration', (c) => c.html(administrationPage(page(c))));
  portal.get('/administration/one-time-password', (c) => c.html(counterPage(page(c))));
  portal.get('/toy/tokens', (c) => c.json(page(c).toys));

  portal.post('/portal/otp-session', (c) =>
    otp.begin(vouchedOf(c.var.visitor), c.req.header('cookie')),
  );
  portal.post('/portal/reauthenticate', async (c) => {
    const { password } = await c.req.json<{ password?: unknown }>();
    if (!isSame(String(password), approvalPassword)) return c.body(null, 403);
    sessions.reauthenticate(c.var.visitor);
    return c.body(null, 204);
  });

  portal.post('/sign-out', async (c) => {
    sessions.signOut(getCookie(c, cookie, 'host') ?? '');
    deleteCookie(c, cookie, cookieOptions);
    await otp.end(vouchedOf(c.var.visitor));
    return c.redirect('/sign-in', 303);
  });
  return portal;
}

/** A page leads to the sign-in page, whatever asks for it; a script is told 401. */
function signedIn(sessions: PortalSessions): MiddlewareHandler<PortalEnv> {
  return async function signedIn(c, next) {
    const visitor = sessions.find(getCookie(c, cookie, 'host'));
    if (visitor !== undefined) {
      c.set('visitor', visitor);
      return next();
    }
    const isPage = c.req.method === 'GET' && !forScripts.test(c.req.path);
    return isPage ? c.redirect('/sign-in', 302) : c.body(null, 401);
  };
}
