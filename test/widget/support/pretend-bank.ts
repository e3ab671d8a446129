import type { Problem, ProblemCode, ProblemFacts } from '../../../bff/contract/problem.ts';
import { problemStatus } from '../../../bff/contract/problem.ts';
import { sessionHeader, type Session } from '../../../bff/contract/session.ts';
import { HttpOtpClient } from '../../../widget/client/http-otp-client.ts';

export interface Asked {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  signal: AbortSignal | undefined;
  /** What was sent, as sent. */
  body: string | undefined;
  headers: Headers;
}

export type Answer = (asked: Asked) => Response | Promise<Response>;

/** The other end of the wire: answers of the contract's types to a real client, over its fetch. */
export class PretendBank {
  readonly asked: Asked[] = [];
  readonly #answers = new Map<string, Answer>();
  /** Of the browser's cookie; undefined: whoever asks is taken for the one. */
  #sessionId: string | undefined;

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    const asked = {
      method: init?.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      signal: init?.signal ?? undefined,
      body: typeof init?.body === 'string' ? init.body : undefined,
      headers: new Headers(init?.headers),
    };
    this.asked.push(asked);
    const answer = this.#isOfAnotherPage(asked)
      ? () => problem('session-ended')
      : this.#answers.get(`${asked.method} ${asked.path}`);
    if (!answer) throw new TypeError(`Nothing answers ${asked.method} ${asked.path}`);
    // Never in the same turn: a real answer comes later than the question.
    await Promise.resolve();
    asked.signal?.throwIfAborted();
    return answer(asked);
  };

  readonly client = new HttpOtpClient({ fetch: this.fetch });

  /** Answers `route`, for example `GET /otp/v1/session`, from now on. */
  on(route: string, answer: Answer): this {
    this.#answers.set(route, answer);
    return this;
  }

  /** The browser's cookie is of this session from now on, as after a `POST` of the portal. */
  begin(session: Session): this {
    this.#sessionId = session.id;
    return this.on('GET /otp/v1/session', () => json(session));
  }

  /** As the service does: a page that was loaded with another session is told that it is over. */
  #isOfAnotherPage({ headers }: Asked): boolean {
    const id = headers.get(sessionHeader);
    return id !== null && this.#sessionId !== undefined && id !== this.#sessionId;
  }

  /** How often `route` was asked. */
  count(route: string): number {
    return this.asked.filter(({ method, path }) => `${method} ${path}` === route).length;
  }
}

export function json(body: object): Response {
  return Response.json(body);
}

export function noContent(): Response {
  return new Response(null, { status: 204 });
}

export function problem(code: ProblemCode, facts: ProblemFacts = {}): Response {
  const status = problemStatus[code];
  const body: Problem = {
    type: `urn:otp-madoguchi:problem:${code}`,
    title: code,
    status,
    code,
    instance: 'urn:uuid:00000000-0000-4000-8000-000000000000',
    ...facts,
  };
  return Response.json(body, { status });
}
