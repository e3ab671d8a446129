// A browser as far as a server can tell: one jar of cookies, and the headers that a page can't forge.

/** One browser; what it loads and posts goes to one origin. */
export class BrowserJar {
  readonly cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#ask(path, { headers });
  }

  /** As a script of the page sends it. */
  post(path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
    const type = { 'content-type': 'application/json', 'x-otp-client': 'page' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return this.#ask(path, { method: 'POST', headers: { ...type, ...headers }, ...sent });
  }

  /** As a form of the page sends it. */
  submit(path: string, fields: Record<string, string>): Promise<Response> {
    return this.#ask(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  delete(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#ask(path, { method: 'DELETE', headers: { 'x-otp-client': 'page', ...headers } });
  }

  async #ask(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...this.cookies].map((pair) => pair.join('=')).join('; '));
    headers.set('sec-fetch-site', 'same-origin');
    if (init.method !== undefined) headers.set('origin', this.#origin);
    const answer = await fetch(`${this.#origin}${path}`, { ...init, headers, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
    return answer;
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split('; ');
    const [name = '', value = ''] = pair.split('=');
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
