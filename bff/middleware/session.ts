import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { sessionCookie } from '../contract/session.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Actor } from '../portal/actor.ts';
import type { AppEnv } from './variables.ts';

export interface SessionOptions {
  /**
   * Finds the actor of a cookie's value, with the rights that he has right now.
   *
   * @throws {Refusal} `session-ended`, if there is no such session or it is over.
   */
  resume: (token: string, requestId: string) => Promise<Actor>;
}

/** Sets `actor` from the session cookie, or refuses with `session-ended`. */
export function session({ resume }: SessionOptions): MiddlewareHandler<AppEnv> {
  return async function session(c, next) {
    const token = getCookie(c, sessionCookie);
    if (token === undefined) throw new Refusal('session-ended');
    c.set('actor', await resume(token, c.get('requestId')));
    await next();
  };
}

/** Refuses everybody but the master. Stands behind `session`. */
export function requireMaster(): MiddlewareHandler<AppEnv> {
  return async function requireMaster(c, next) {
    if (!c.get('actor').master) throw new Refusal('not-permitted');
    await next();
  };
}
