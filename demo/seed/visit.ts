// Somebody at the counter, over HTTP, with the code of their pretend token: how the seeding brings a
// corporation into use. It goes through every check that a browser's requests go through.
import { randomUUID } from 'node:crypto';
import { codeAt, stepAt, type ToyToken } from '../toy/toy-token.ts';

export interface VisitOptions {
  /** The counter. */
  fetch(request: Request): Response | Promise<Response>;
  origin: string;
  /** Of the session that the portal had begun for them: a Set-Cookie header. */
  cookie: string;
  /** Milliseconds. */
  now: number;
}

export class Visit {
  readonly #options: VisitOptions;
  #cookie: string;
  #sessionId = '';

  private constructor(options: VisitOptions) {
    this.#options = options;
    this.#cookie = pairOf(options.cookie);
  }

  static async begin(options: VisitOptions): Promise<Visit> {
    const visit = new Visit(options);
    await visit.#readSession();
    return visit;
  }

  /** First registration, `separate`: the master's own token. */
  async registerFirst(token: ToyToken): Promise<void> {
    const path = await this.#openIntent({ operation: 'register-first', to: 'separate' });
    await this.#commit(path, token);
  }

  /** Registering a user, proved by the master's token. */
  async registerUser(customerId: string, token: ToyToken, master: ToyToken): Promise<void> {
    const path = await this.#openIntent({ operation: 'register-user', customerId });
    await this.#post(`${path}/proof`, { code: await this.#code(master) });
    await this.#commit(path, token);
  }

  /** A page names the session that it was loaded with in every request. */
  async #readSession(): Promise<void> {
    const { origin, fetch } = this.#options;
    const headers = { cookie: this.#cookie };
    const answer = await fetch(new Request(`${origin}/otp/v1/session`, { headers }));
    if (!answer.ok) throw new Error(`The counter refused the session: ${await answer.text()}`);
    const { id } = (await answer.json()) as { id: string };
    this.#sessionId = id;
  }

  async #openIntent(input: object): Promise<string> {
    const answer = await this.#post('/intents', input);
    const { id } = (await answer.json()) as { id: string };
    return `/intents/${id}`;
  }

  async #commit(path: string, token: ToyToken): Promise<void> {
    await this.#post(`${path}/commit`, { tokenId: token.tokenId, code: await this.#code(token) });
  }

  #code(token: ToyToken): Promise<string> {
    return codeAt(token, token.kind === 'hotp' ? 0 : stepAt(token, this.#options.now));
  }

  async #post(path: string, body: object): Promise<Response> {
    const { origin, fetch } = this.#options;
    const headers = {
      origin,
      cookie: this.#cookie,
      'x-otp-session': this.#sessionId,
      'content-type': 'application/json',
      'x-otp-client': 'mihon-portal',
      'idempotency-key': randomUUID(),
    };
    const url = `${origin}/otp/v1${path}`;
    const answer = await fetch(
      new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }),
    );
    if (!answer.ok) throw new Error(`The counter refused POST ${path}: ${await answer.text()}`);
    return answer;
  }
}

/** `name=value` of a Set-Cookie header. */
function pairOf(cookie: string): string {
  return cookie.split(';', 1)[0] ?? '';
}
