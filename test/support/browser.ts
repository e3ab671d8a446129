import type { Problem } from '../../bff/contract/problem.ts';
import type { Session } from '../../bff/contract/session.ts';
import { publicIdOf } from './page-session.ts';
import { type Answer, type App, basePath, origin } from './person.ts';

/** A browser at the portal. Its pages share one cookie, whoever signed in last. */
export class Browser {
  readonly #app: App;
  cookie = '';

  constructor(app: App) {
    this.#app = app;
  }

  /** The portal's server hands over what it says of who is signed in, and passes the cookies on. */
  async vouch(assertion: string): Promise<Answer<Problem | undefined>> {
    const headers = {
      'Content-Type': 'application/json',
      'X-Otp-Client': 'portal',
      Cookie: this.cookie,
    };
    const body = JSON.stringify({ assertion });
    const answer = await this.send<Problem>('/session', { method: 'POST', headers, body });
    this.cookie = answer.headers.get('Set-Cookie')?.split(';')[0] ?? this.cookie;
    return answer;
  }

  /** Loads a page of the portal: its session is vouched for, and the page keeps its id. */
  async load(assertion: string): Promise<Page> {
    const { status, body } = await this.vouch(assertion);
    if (status !== 204) throw new Error(`load: ${status} ${body?.code ?? ''}`);
    return new Page(this, publicIdOf(this.cookie));
  }

  async send<Body>(path: string, init: RequestInit): Promise<Answer<Body>> {
    const response = await this.#app.request(`${basePath}${path}`, init);
    const text = await response.text();
    const body = (text === '' ? undefined : JSON.parse(text)) as Body;
    return { status: response.status, body, headers: response.headers };
  }
}

/** A page that was loaded some time ago. It asks with the cookie that the browser has now. */
export class Page {
  readonly #browser: Browser;
  readonly id: string | undefined;

  /** @param id of the session it was loaded with; a page that forgot it names none. */
  constructor(browser: Browser, id: string | undefined) {
    this.#browser = browser;
    this.id = id;
  }

  ask<Body = Partial<Session & Problem>>(
    method: string,
    path: string,
    body?: object,
  ): Promise<Answer<Body>> {
    const headers = {
      Cookie: this.#browser.cookie,
      Origin: origin,
      'X-Otp-Client': 'page',
      ...(this.id === undefined ? {} : { 'X-Otp-Session': this.id }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      'Idempotency-Key': 'a-key-of-this-page',
    };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return this.#browser.send<Body>(path, init);
  }

  /** `session-ended` or whatever it is refused with; the actor's customer id if it is not. */
  async whoAmI(): Promise<string | undefined> {
    const { body } = await this.ask('GET', '/session');
    return body.code ?? body.actor?.customerId;
  }
}
