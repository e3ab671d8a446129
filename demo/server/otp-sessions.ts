import type { CryptoKey } from 'jose';
import { signAssertion } from './assertion.ts';
import type { Visitor } from './portal-session.ts';

export interface OtpSessionsOptions {
  /** How the portal's server reaches the counter. */
  fetch(request: Request): Response | Promise<Response>;
  /** `http://localhost:4610/otp/v1/session`. */
  url: string;
  signingKey: CryptoKey;
}

/**
 * Begins and ends sessions at the counter, server to server. The assertion never enters the page:
 * the browser gets the counter's cookie and nothing else.
 */
export class OtpSessions {
  readonly #options: OtpSessionsOptions;

  constructor(options: OtpSessionsOptions) {
    this.#options = options;
  }

  /**
   * 204 with the counter's cookie, or 502 where the counter would not take our word. `cookies` are
   * the browser's: the counter ends the session that the new one takes the place of.
   */
  async begin(visitor: Visitor, cookies: string): Promise<Response> {
    const { corporation, person, sid, authenticatedAt } = visitor;
    const { corporationId } = corporation;
    const vouched = { corporationId, person, sid, authenticatedAt };
    const assertion = await signAssertion(vouched, this.#options.signingKey, Date.now());
    const answer = await this.#call('POST', { assertion }, cookies);
    if (!answer.ok) return new Response(null, { status: 502 });
    const headers = answer.headers
      .getSetCookie()
      .map((one): [string, string] => ['set-cookie', one]);
    return new Response(null, { status: 204, headers });
  }

  /**
   * Ends whatever session the browser has there: when somebody signs out, and before somebody else
   * signs in, who would otherwise stand at the counter in the other's name.
   */
  async end(cookies: string | undefined): Promise<void> {
    if (cookies !== undefined) await this.#call('DELETE', undefined, cookies);
  }

  async #call(method: string, body?: object, cookies?: string): Promise<Response> {
    const { url, fetch } = this.#options;
    const headers = new Headers({
      accept: 'application/json',
      origin: new URL(url).origin,
      'x-otp-client': 'mihon-portal',
    });
    if (body !== undefined) headers.set('content-type', 'application/json');
    if (cookies !== undefined) headers.set('cookie', cookies);
    const text = body === undefined ? null : JSON.stringify(body);
    return fetch(new Request(url, { method, headers, body: text }));
  }
}
