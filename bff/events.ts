// Every event that the service logs, one function each. What isn't a parameter here is in no log:
// there is none for a code, a secret, a cookie, an assertion, a whole token id or a typed text.
import type { Logger } from 'pino';
import type { ProblemCode } from './contract/problem.ts';
import { describeError } from './errors/describe-error.ts';
import type { FenceReason } from './otp/fence.ts';

/** Where events go. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** One line for each request, written when its answer is known. */
export interface RequestAnswered {
  requestId: string;
  method: string;
  /** The route's pattern, `/members/:customerId`: nothing that the client wrote. */
  route: string;
  status: number;
  milliseconds: number;
  code?: string;
  corporationId?: string;
  customerId?: string;
  /** Which of the portal's servers asked. */
  clientId?: string;
}

export function requestAnswered(log: Log, event: RequestAnswered): void {
  log.info(event, 'request answered');
}

/** The reason behind a refusal that the answer doesn't tell. */
export function refusalExplained(
  log: Log,
  event: { requestId: string; code: ProblemCode; cause: unknown },
): void {
  log.warn({ ...event, cause: describeError(event.cause) }, 'refusal explained');
}

/** What came was no HTTP request, or not whole: no app has seen it. */
export function requestMalformed(log: Log, event: { requestId: string; code: ProblemCode }): void {
  log.warn(event, 'request malformed');
}

/** A bug or a broken dependency: the client read `internal` and no more. */
export function requestFailed(log: Log, event: { requestId: string; cause: unknown }): void {
  log.error({ ...event, cause: describeError(event.cause) }, 'request failed');
}

export function sessionStarted(
  log: Log,
  event: { corporationId: string; customerId: string; master: boolean },
): void {
  log.info(event, 'session started');
}

export function sessionEnded(log: Log, event: { corporationId: string; customerId: string }): void {
  log.info(event, 'session ended');
}

/** The portal ended sessions, from server to server. */
export function portalSessionsEnded(
  log: Log,
  event: { corporationId: string; ended: number },
): void {
  log.info(event, 'portal sessions ended');
}

/** A word of the portal made no session. Names whom it spoke of only if the portal had signed it. */
export function assertionRefused(
  log: Log,
  event: { requestId: string; reason: string; corporationId?: string; customerId?: string },
): void {
  log.warn(event, 'assertion refused');
}

export function serviceListening(
  log: Log,
  event: { host: string; port: number; serverPort?: number; environment: string },
): void {
  log.info(event, 'service listening');
}

/** From now on nothing new is accepted. */
export function serviceStopping(log: Log, event: { signal: string }): void {
  log.info(event, 'service stopping');
}

/** `clean`: all requests were answered and the database is closed. */
export function serviceStopped(log: Log, event: { clean: boolean }): void {
  log.info(event, 'service stopped');
}

export function serviceFailed(log: Log, event: { cause: unknown }): void {
  log.error({ cause: describeError(event.cause) }, 'service failed');
}

/** The portal's key set could not be had; the last good one serves on for up to a day. */
export function portalKeysNotFetched(log: Log, event: { cause: unknown }): void {
  log.error({ cause: describeError(event.cause) }, 'portal keys not fetched');
}

/** Others than the service may read the database file, or write it: `rights` in octal. */
export function databaseFileExposed(log: Log, event: { rights: string }): void {
  log.warn(event, 'database file exposed');
}

export function notReady(log: Log, event: { cause: unknown }): void {
  log.warn({ cause: describeError(event.cause) }, 'not ready');
}

/** Every code that a token could have shown until now is refused from here on. */
export function fenceRaised(log: Log, event: { reason: FenceReason }): void {
  log.warn(event, 'fence raised');
}

/** `steady`: codes are judged again. `offBy` in milliseconds, positive where our clock is ahead. */
export function clockJudged(log: Log, event: { state: ClockEvent; offBy: number }): void {
  if (event.state === 'steady') log.info(event, 'clock judged');
  else log.error(event, 'clock judged');
}

type ClockEvent = 'steady' | 'went-back' | 'ahead' | 'off-server';

/** What keeps watch beside the requests could not do its round; it will try again. */
export function watchFailed(log: Log, event: { cause: unknown }): void {
  log.error({ cause: describeError(event.cause) }, 'watch failed');
}

/** A history is not as it was written: somebody who can write to the database changed it. */
export function historyBroken(
  log: Log,
  event: { corporationId: string; seq?: number; wrong: string },
): void {
  log.error(event, 'history broken');
}

/** How far the database had come can't be told: it is treated as restored. */
export function highWaterFileUnreadable(log: Log): void {
  log.error('high-water file unreadable');
}
