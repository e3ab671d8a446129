import { randomUUID } from 'node:crypto';
import type { CommitInput, Intent, OpenIntent, Receipt } from '../../bff/contract/intent.ts';
import type { Problem } from '../../bff/contract/problem.ts';
import { pageHeaders } from './page-session.ts';

/** Where the portal's pages and the service stand, for a test. */
export const origin = 'https://bank.test';
export const basePath = '/otp/v1';

/** Whoever answers requests: the app itself, or a process behind a socket. */
export interface App {
  request(path: string, init: RequestInit): Response | Promise<Response>;
}

/** What came back, as the test asked for it. */
export interface Answer<Body> {
  status: number;
  body: Body;
  headers: Headers;
}

/** Somebody signed in, who asks over HTTP as a browser at the portal does. */
export class Person {
  readonly #app: App;
  readonly cookie: string;

  private constructor(app: App, cookie: string) {
    this.#app = app;
    this.cookie = cookie;
  }

  /** The portal's server hands the assertion over and passes the cookie on. */
  static async signIn(app: App, assertion: string): Promise<Person> {
    const response = await app.request(`${basePath}/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Otp-Client': 'test' },
      body: JSON.stringify({ assertion }),
    });
    const cookie = response.headers.get('Set-Cookie')?.split(';')[0];
    if (cookie === undefined) throw new Error(`sign in: ${response.status}`);
    return new Person(app, cookie);
  }

  /** The same session over another line. */
  at(app: App): Person {
    return new Person(app, this.cookie);
  }

  async ask<Body>(
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const headers = {
      ...pageHeaders(this.cookie),
      Origin: origin,
      'X-Otp-Client': 'test',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...more,
    };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await this.#app.request(`${basePath}${path}`, init);
    const text = await response.text();
    const parsed = (text === '' ? undefined : JSON.parse(text)) as Body;
    return { status: response.status, body: parsed, headers: response.headers };
  }

  get<Body>(path: string): Promise<Answer<Body>> {
    return this.ask('GET', path);
  }

  open(
    asked: OpenIntent,
    idempotencyKey: string = randomUUID(),
  ): Promise<Answer<Intent & Problem>> {
    return this.ask('POST', '/intents', asked, { 'Idempotency-Key': idempotencyKey });
  }

  prove(intent: { id: string }, code: string): Promise<Answer<Intent & Problem>> {
    return this.ask('POST', `/intents/${intent.id}/proof`, { code });
  }

  commit(intent: { id: string }, input: CommitInput = {}): Promise<Answer<Receipt & Problem>> {
    return this.ask('POST', `/intents/${intent.id}/commit`, input);
  }

  cancel(intent: { id: string }): Promise<Answer<Problem | undefined>> {
    return this.ask('DELETE', `/intents/${intent.id}`);
  }
}
