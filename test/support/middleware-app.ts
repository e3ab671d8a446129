import { OpenAPIHono } from '@hono/zod-openapi';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Clock } from '../../bff/clock.ts';
import { createLog } from '../../bff/log.ts';
import { invalidRequest } from '../../bff/middleware/invalid-request.ts';
import { methodRefused, problem, routeNotFound } from '../../bff/middleware/problem.ts';
import { requestLog } from '../../bff/middleware/request-log.ts';
import type { AppEnv } from '../../bff/middleware/variables.ts';

export interface MiddlewareApp {
  app: OpenAPIHono<AppEnv>;
  /** What was logged, one object a line. */
  lines: Record<string, unknown>[];
}

/** An empty service with the outermost middleware, for tests of a single one. */
export function createMiddlewareApp(clock: Pick<Clock, 'now'> = { now: () => 0 }): MiddlewareApp {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>);
  const log = createLog('debug', { write });
  const app = new OpenAPIHono<AppEnv>({ defaultHook: invalidRequest });
  app.onError(problem({ log, clock }));
  app.notFound(routeNotFound);
  app.use(requestLog({ log }));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: methodRefused }));
  return { app, lines };
}
