import { sessionHeader } from '../../bff/contract/session.ts';
import { publicSessionId, readSessionToken } from '../../bff/portal/session-token.ts';

/** What a page sends that was loaded with a cookie: the cookie, and the public id of its session. */
export function pageHeaders(cookie: string): { Cookie: string } & Record<string, string> {
  return { Cookie: cookie, [sessionHeader]: publicIdOf(cookie) };
}

/** The public id of a cookie's session, which `GET /session` tells; of nothing for no cookie of ours. */
export function publicIdOf(cookie: string): string {
  const key = readSessionToken(cookie.slice(cookie.indexOf('=') + 1));
  return key === undefined ? 'none' : publicSessionId(key.sessionHash);
}
