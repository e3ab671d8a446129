// The one place where something thrown becomes an answer (RFC 9457). A refusal tells its code and
// its facts; everything else is a fault of ours and tells nothing. No text of an exception, and
// nothing that the client sent, ever gets into an answer.
import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Clock } from '../clock.ts';
import { problemStatus, type Problem, type ProblemCode } from '../contract/problem.ts';
import { second } from '../durations.ts';
import { Refusal } from '../errors/refusal.ts';
import { refusalExplained, requestFailed, type Log } from '../events.ts';
import { problemTitle } from './problem-title.ts';
import type { AppEnv } from './variables.ts';

export interface ProblemOptions {
  log: Log;
  /** For `Retry-After`. */
  clock: Pick<Clock, 'now'>;
}

/** `app.onError(problem({ log, clock }))`. */
export function problem({ log, clock }: ProblemOptions): ErrorHandler<AppEnv> {
  return function problem(error, c) {
    const refusal = asRefusal(error);
    const requestId = c.get('requestId');
    if (refusal === undefined) requestFailed(log, { requestId, cause: error });
    else if (refusal.cause !== undefined)
      refusalExplained(log, { requestId, code: refusal.code, cause: refusal.cause });
    return answer(c, refusal ?? new Refusal('internal'), clock.now());
  };
}

/** `app.notFound(routeNotFound)`. */
export const routeNotFound: NotFoundHandler<AppEnv> = (c) => answer(c, new Refusal('not-found'));

/** `methodNotAllowed({ app, onMethodNotAllowed: methodRefused })`: with `Allow` (RFC 9110 15.5.6). */
export function methodRefused(c: Context<AppEnv>, methods: string[]): Response {
  c.header('Allow', methods.join(', '));
  return answer(c, new Refusal('method-not-allowed'));
}

/** The framework's own refusals carry a status and nothing that we would repeat. */
function asRefusal(error: Error): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (!(error instanceof HTTPException)) return undefined;
  if (error.status === problemStatus['too-large']) return new Refusal('too-large');
  if (error.status < 500) return new Refusal('invalid-request');
  return undefined;
}

function answer(c: Context<AppEnv>, refusal: Refusal, now = 0): Response {
  const { code, facts } = refusal;
  c.set('refusal', code);
  if (facts.retryAt !== undefined) c.header('Retry-After', secondsUntil(facts.retryAt, now));
  c.header('Content-Type', 'application/problem+json');
  const body = { ...problemOf(code, c.get('requestId')), ...facts } satisfies Problem;
  return c.body(JSON.stringify(body), refusal.status as ContentfulStatusCode);
}

/** A problem without its facts; `instance` names the request in the log. */
export function problemOf(code: ProblemCode, requestId: string): Problem {
  return {
    type: `urn:otp-madoguchi:problem:${code}`,
    title: problemTitle[code],
    status: problemStatus[code],
    code,
    instance: `urn:uuid:${requestId}`,
  };
}

/** Delay in whole seconds (RFC 9110 section 10.2.3), rounded up: never too early. */
function secondsUntil(instant: string, now: number): string {
  return String(Math.max(0, Math.ceil((Date.parse(instant) - now) / second)));
}
