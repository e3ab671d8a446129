import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { requestAnswered, type Log } from '../events.ts';
import type { AppEnv } from './variables.ts';

export interface RequestLogOptions {
  log: Log;
  /** Monotonic milliseconds. */
  stopwatch?: () => number;
}

/**
 * Gives the request its id and writes its one line. Comes first, so that the line also tells of what
 * other middleware refused. An id that the client sends is ignored: it would stand in our log.
 */
export function requestLog(options: RequestLogOptions): MiddlewareHandler<AppEnv> {
  const { log, stopwatch = () => performance.now() } = options;

  return async function requestLog(c, next) {
    const requestId = randomUUID();
    const begun = stopwatch();
    c.set('requestId', requestId);
    await next();
    const actor = c.get('actor') as typeof c.var.actor | undefined;
    const client = c.get('client') as typeof c.var.client | undefined;
    requestAnswered(log, {
      requestId,
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      milliseconds: Math.round(stopwatch() - begun),
      code: c.get('refusal'),
      corporationId: actor?.corporationId,
      customerId: actor?.customerId,
      clientId: client?.id,
    });
  };
}
