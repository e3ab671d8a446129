import type { MiddlewareHandler } from 'hono';

/**
 * The strictest policy that a bank's page may have. The product makes its templates through one
 * policy of Trusted Types, `otp-widget-html`; nothing else turns text into markup or script.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types otp-widget-html',
].join('; ');

export function pageHeaders(): MiddlewareHandler {
  return async function pageHeaders(c, next) {
    await next();
    c.header('Content-Security-Policy', policy);
    c.header('Cache-Control', 'no-store');
    c.header('Cross-Origin-Opener-Policy', 'same-origin');
    c.header('Referrer-Policy', 'no-referrer');
    c.header('X-Content-Type-Options', 'nosniff');
  };
}

/** Answers only to its own name: another site's name pointing here (DNS rebinding) gets nothing. */
export function localOnly(port: number): MiddlewareHandler {
  const names = new Set([`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]);
  return async function localOnly(c, next) {
    if (!names.has(new URL(c.req.url).host)) return c.text('Misdirected Request', 421);
    await next();
  };
}
