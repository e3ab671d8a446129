// HttpOtpClient: the wire of the bank, over fetch.
//
// Owns paths, headers, the session that its page belongs to, the time limit, the reading of problems,
// and the question whether an unanswered request may have changed something. Refuses to own retries and wording: a code that was
// sent is never sent again by itself, so that one press is charged once (A31).

import type {
  CommitInput,
  Intent,
  OpenIntent,
  ProofInput,
  Receipt,
} from '../../bff/contract/intent.ts';
import type {
  MemberPage,
  MemberRegistration,
  UsageModePreview,
} from '../../bff/contract/member.ts';
import type { Problem } from '../../bff/contract/problem.ts';
import { sessionHeader, type Session } from '../../bff/contract/session.ts';
import type { ChosenMode, CurrentUsageMode } from '../../bff/contract/usage-mode.ts';
import { jsonOf } from './json.ts';
import type { CallOptions, MemberFilter, OtpClient, SessionOptions } from './otp-client.ts';
import { own } from './own.ts';
import { OtpNetworkError, OtpProblemError, OtpUnknownOutcomeError } from './problems.ts';
import { sessionEnded } from './session-end.ts';
import { version } from './version.ts';

const defaultBasePath = '/otp/v1';
/** Milliseconds. Longer than the server's own limit, so that its answer comes first. */
const defaultTimeout = 15_000;
const firstServerFault = 500;

export interface HttpOtpClientOptions {
  /** Same origin as the page; no slash at the end. */
  basePath?: string;
  /** A portal that wraps its requests passes its own. */
  fetch?: typeof fetch;
  /** Milliseconds after which a request is given up. */
  timeout?: number;
}

type Method = 'GET' | 'POST' | 'DELETE';

interface Call extends CallOptions {
  method: Method;
  path: string;
  body?: object;
  idempotencyKey?: string;
  /** Public id of the session that the page belongs to; undefined before it is known. */
  sessionId?: string | undefined;
}

/** @see OtpClient for what every method raises. */
export class HttpOtpClient implements OtpClient {
  readonly #basePath: string;
  readonly #fetch: typeof fetch;
  readonly #timeout: number;
  /** Milliseconds that the server's clock is ahead of this browser's. */
  #clockOffset = 0;
  /** Of the session that the page belongs to. Only the portal's new word may change it. */
  #sessionId: string | undefined;

  constructor(options: HttpOtpClientOptions = {}) {
    const { basePath, fetch: ask, timeout } = own(options);
    this.#basePath = basePath ?? defaultBasePath;
    // Looked up at each call: a page without a working fetch is told at the call, on the screen.
    this.#fetch = ask ?? ((...input) => fetch(...input));
    this.#timeout = timeout ?? defaultTimeout;
  }

  /** @throws {OtpProblemError} `session-ended`: also where the answer tells of another session. */
  async session({ anew = false, ...options }: SessionOptions = {}): Promise<Session> {
    const sessionId = anew ? undefined : this.#sessionId;
    const call: Call = { ...options, method: 'GET', path: '/session', sessionId };
    const session = (await this.#call(call)) as Session;
    if (anew) this.#sessionId = session.id;
    this.#sessionId ??= session.id;
    if (session.id !== this.#sessionId) throw sessionEnded('ended');
    return session;
  }

  async endSession(options?: CallOptions): Promise<void> {
    await this.#call({ ...options, method: 'DELETE', path: '/session' });
  }

  members(filter: MemberFilter, options?: CallOptions): Promise<MemberPage> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(filter)) {
      if (value !== undefined && value !== '') query.set(name, String(value));
    }
    return this.#get(`/members?${query.toString()}`, options);
  }

  member(customerId: string, options?: CallOptions): Promise<MemberRegistration> {
    return this.#get(`/members/${encodeURIComponent(customerId)}`, options);
  }

  sharedToken(options?: CallOptions): Promise<MemberRegistration> {
    return this.#get('/shared-token', options);
  }

  usageMode(options?: CallOptions): Promise<CurrentUsageMode> {
    return this.#get('/usage-mode', options);
  }

  previewUsageMode(to: ChosenMode, options?: CallOptions): Promise<UsageModePreview> {
    return this.#get(`/usage-mode/preview?to=${to}`, options);
  }

  openIntent(body: OpenIntent, options: CallOptions & { idempotencyKey: string }): Promise<Intent> {
    return this.#post('/intents', body, options);
  }

  proveIntent(intentId: string, body: ProofInput, options?: CallOptions): Promise<Intent> {
    return this.#post(`${intentPath(intentId)}/proof`, body, options);
  }

  commitIntent(intentId: string, body: CommitInput, options?: CallOptions): Promise<Receipt> {
    return this.#post(`${intentPath(intentId)}/commit`, body, options);
  }

  intent(intentId: string, options?: CallOptions): Promise<Intent> {
    return this.#get(intentPath(intentId), options);
  }

  async cancelIntent(intentId: string, options?: CallOptions): Promise<void> {
    await this.#call({ ...options, method: 'DELETE', path: intentPath(intentId) });
  }

  now(): number {
    return Date.now() + this.#clockOffset;
  }

  #get<T>(path: string, options?: CallOptions): Promise<T> {
    return this.#call({ ...options, method: 'GET', path }) as Promise<T>;
  }

  #post<T>(path: string, body: object, options?: CallOptions): Promise<T> {
    // A browser may send it again by itself when its connection breaks: one key, one attempt.
    const idempotencyKey = crypto.randomUUID();
    return this.#call({ idempotencyKey, ...options, method: 'POST', path, body }) as Promise<T>;
  }

  async #call(asked: Call): Promise<unknown> {
    const call: Call = own({ sessionId: this.#sessionId, ...asked });
    try {
      const limit = AbortSignal.timeout(this.#timeout);
      const signal = call.signal ? AbortSignal.any([call.signal, limit]) : limit;
      const response = await this.#fetch(this.#basePath + call.path, requestInit(call, signal));
      this.#readClock(response);
      if (response.ok) return response.status === 204 ? undefined : await response.json();
      throw this.#problem(await response.json(), response.status, call.method);
    } catch (cause) {
      if (cause instanceof OtpProblemError) throw cause;
      call.signal?.throwIfAborted();
      throw call.method === 'GET'
        ? new OtpNetworkError({ cause })
        : new OtpUnknownOutcomeError({ cause });
    }
  }

  /** A body that is no problem of ours, say a proxy's, leaves the outcome open; so does a bug. */
  #problem(body: unknown, status: number, method: Method): Error {
    if (!isProblem(body)) return new TypeError(`Not a problem: ${String(status)}`);
    const { code, retryAt, triesLeft, digits } = body;
    if (method !== 'GET' && (code === 'outcome-unknown' || status === firstServerFault)) {
      return new OtpUnknownOutcomeError();
    }
    return new OtpProblemError(code, status, { retryAt, triesLeft, digits }, this.now());
  }

  /** The Date header counts whole seconds (RFC 9110 section 5.6.7): half of one is the best guess. */
  #readClock(response: Response): void {
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) this.#clockOffset = date + 500 - Date.now();
  }
}

/** No prototype and every member set: a polluted `Object.prototype` can't add or turn one (A81). */
function requestInit(call: Call, signal: AbortSignal): RequestInit {
  const headers = new Headers([
    ['accept', 'application/json'],
    ['x-otp-client', version],
  ]);
  if (call.body) headers.set('content-type', 'application/json');
  if (call.sessionId !== undefined) headers.set(sessionHeader, call.sessionId);
  if (call.idempotencyKey) headers.set('idempotency-key', call.idempotencyKey);
  return own<RequestInit>({
    method: call.method,
    mode: 'same-origin',
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
    headers,
    body: call.body ? jsonOf(call.body) : null,
    signal,
  });
}

function intentPath(intentId: string): string {
  return `/intents/${encodeURIComponent(intentId)}`;
}

function isProblem(body: unknown): body is Problem {
  return typeof (body as Problem | null)?.code === 'string';
}
