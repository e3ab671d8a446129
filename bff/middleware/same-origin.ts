// Only the portal's own pages may change anything. Four signs must agree, none of which a foreign
// page can forge together: the exact Origin, Sec-Fetch-Site where the browser sends it, a header of
// our own and a media type that a form can't have (each of the last two needs a preflight).
import type { Context, MiddlewareHandler } from 'hono';
import { Refusal } from '../errors/refusal.ts';

/** Any value will do: a foreign page can't set it without a preflight that nobody answers. */
export const clientHeader = 'X-Otp-Client';

const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
const json = /^application\/json(\s*;\s*charset="?utf-8"?)?\s*$/i;

export interface SameOriginOptions {
  /** The portal's origins as a browser writes them: `https://bank.example`, no slash at the end. */
  origins: readonly string[];
  /**
   * Whole paths where a POST may come from the portal's servers, which send neither Origin nor
   * Sec-Fetch-Site; where either is present it must be right all the same.
   */
  serverPaths?: readonly string[];
}

/**
 * Refuses requests that could change something and don't come from the portal.
 *
 * @throws {TypeError} at construction, if an origin is not written as a browser writes it.
 */
export function sameOrigin({ origins, serverPaths = [] }: SameOriginOptions): MiddlewareHandler {
  const known = new Set(origins.map(assertOrigin));
  const servers = new Set(serverPaths);
  if (known.size === 0) throw new TypeError('origins: at least one');

  return async function sameOrigin(c, next) {
    if (!safeMethods.includes(c.req.method)) {
      const fromServer = c.req.method === 'POST' && servers.has(c.req.path);
      if (!isFromPortal(c, known, fromServer)) throw new Refusal('csrf');
      assertJson(c);
    }
    await next();
  };
}

function isFromPortal(c: Context, known: ReadonlySet<string>, fromServer: boolean): boolean {
  const origin = c.req.header('Origin');
  const site = c.req.header('Sec-Fetch-Site');
  if (c.req.header(clientHeader) === undefined) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  // A browser that sends Sec-Fetch-Site is no server: it also sends Origin with every POST.
  if (origin === undefined) return fromServer && site === undefined;
  return known.has(origin);
}

/** A DELETE has no body; whatever has one says that it is JSON. */
function assertJson(c: Context): void {
  const type = c.req.header('Content-Type');
  if (type === undefined && c.req.method === 'DELETE') return;
  if (type === undefined || !json.test(type)) throw new Refusal('unsupported-media-type');
}

function assertOrigin(origin: string): string {
  if (URL.parse(origin)?.origin !== origin)
    throw new TypeError(`origins: not an origin: ${origin}`);
  return origin;
}
