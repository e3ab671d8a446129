import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { sessionCookie, sessionHeader } from '../contract/session.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Actor } from '../portal/actor.ts';
import { publicSessionId, readSessionToken } from '../portal/session-token.ts';
import type { AppEnv } from './variables.ts';

export interface SessionOptions {
  /**
   * Finds the actor of a cookie's value, with the rights that he has right now.
   *
   * @throws {Refusal} `session-ended`, if there is no such session or it is over.
   */
  resume: (token: string, requestId: string) => Promise<Actor>;
  /** Where a page learns which session it has: it may ask without naming one. */
  mayBeUnnamed?: boolean;
}

/**
 * Sets `actor` from the session cookie, or refuses with `session-ended`. A page names the session that
 * it was loaded with (`sessionHeader`). If the browser's cookie is another one's by now, nothing is
 * read and nothing is touched: the page is not that session's.
 */
export function session(options: SessionOptions): MiddlewareHandler<AppEnv> {
  const { resume, mayBeUnnamed = false } = options;
  return async function session(c, next) {
    const token = getCookie(c, sessionCookie);
    const named = c.req.header(sessionHeader);
    if (token === undefined) throw new Refusal('session-ended');
    if (named === undefined ? !mayBeUnnamed : named !== publicIdOf(token))
      throw new Refusal('session-ended');
    c.set('actor', await resume(token, c.get('requestId')));
    await next();
  };
}

/** Undefined for a cookie that is none of ours. */
function publicIdOf(token: string): string | undefined {
  const key = readSessionToken(token);
  return key && publicSessionId(key.sessionHash);
}

/** Refuses everybody but the master. Stands behind `session`. */
export function requireMaster(): MiddlewareHandler<AppEnv> {
  return async function requireMaster(c, next) {
    if (!c.get('actor').master) throw new Refusal('not-permitted');
    await next();
  };
}
