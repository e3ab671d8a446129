// What of the service stands under the portal's own origin: the routes that its elements ask, and
// nothing else. In production nginx does the same; docs/portal.md has the lines.
import { proxy } from 'hono/proxy';

/**
 * A list of what may pass, because a list of what may not is out of date with the next version.
 * Health, metrics and the description of the wire are not for browsers.
 */
const passing = /^\/otp\/v1\/(members|shared-token|usage-mode|intents)(\/|$)/;
const sessionPath = '/otp/v1/session';

/** The portal's server alone begins sessions, and it does not come through here. */
const sessionMethods = ['GET', 'DELETE'];

/**
 * Passes everything on that the service checks: Cookie, Origin, Sec-Fetch-Site, X-Otp-Client,
 * X-Otp-Session, Idempotency-Key; and everything back: Set-Cookie, Retry-After, Cache-Control.
 *
 * @param {string} service
 * @returns {import('hono').Handler}
 */
export function otpProxy(service) {
  return async function otpProxy(c) {
    const { pathname, search } = new URL(c.req.url);
    if (!isForBrowsers(c.req.method, pathname)) return c.notFound();
    return proxy(`${service}${pathname}${search}`, { raw: c.req.raw, redirect: 'manual' });
  };
}

/** @param {string} method @param {string} path */
function isForBrowsers(method, path) {
  return path === sessionPath ? sessionMethods.includes(method) : passing.test(path);
}
