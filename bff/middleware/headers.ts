import type { MiddlewareHandler } from 'hono';

/** One year in seconds (RFC 6797 section 6.1.1; ASVS 3.4.1). */
const transportSecurityAge = 31_536_000;

/** For an interface that serves data: nothing may be loaded by it, framed, cached or guessed. */
const headers: readonly (readonly [string, string])[] = [
  ['Cache-Control', 'no-store'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['Strict-Transport-Security', `max-age=${transportSecurityAge}`],
  ['X-Content-Type-Options', 'nosniff'],
];

/**
 * Safe headers on every answer, refusals included. Set before the route runs, so that the answer is
 * built once with all of them: adding to a finished one copies it.
 */
export function safeHeaders(): MiddlewareHandler {
  return async function safeHeaders(c, next) {
    for (const [name, value] of headers) c.header(name, value);
    await next();
  };
}
