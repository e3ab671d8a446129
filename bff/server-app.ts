// The table of contents of what the portal's servers ask. It has a listener of its own, which no proxy
// publishes: nothing here is to be found under the public path, and nothing of there is here. Probes
// and the description of the wire are open; everything else is signed by a client.
import { OpenAPIHono } from '@hono/zod-openapi';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Context } from './ports.ts';
import { safeHeaders } from './middleware/headers.ts';
import { invalidRequest } from './middleware/invalid-request.ts';
import { jsonBody } from './middleware/json-body.ts';
import { limits } from './middleware/limits.ts';
import { onlyErrors } from './middleware/only-errors.ts';
import { plainText } from './middleware/plain-text.ts';
import { methodRefused, problem, routeNotFound } from './middleware/problem.ts';
import { requestLog } from './middleware/request-log.ts';
import { signedRequest } from './middleware/signed-request.ts';
import type { AppEnv } from './middleware/variables.ts';
import { describeWire, serverWire } from './routes/describe-wire.ts';
import { healthRoutes } from './routes/health.ts';
import { portalSessionRoutes } from './routes/portal-sessions.ts';
import { verificationRoutes } from './routes/verifications.ts';

/** Where the description of this part of the wire lies. */
const openApiPath = '/openapi.json';

export interface ServerAppOptions {
  /** Once aborted, `/readyz` says no. */
  stopping?: AbortSignal;
}

/** What the portal's servers and probes may ask, as one Hono app. */
export function createServerApp(
  context: Context,
  { stopping }: ServerAppOptions = {},
): OpenAPIHono<AppEnv> {
  const { config, clock, clockWatch, log } = context;
  const { clients = [] } = config;
  const app = new OpenAPIHono<AppEnv>({ defaultHook: invalidRequest });

  app.onError(problem({ log, clock }));
  app.notFound(routeNotFound);
  app.use(requestLog({ log }));
  app.use(safeHeaders());
  app.use(onlyErrors());
  app.use(methodNotAllowed({ app, onMethodNotAllowed: methodRefused }));
  app.route('/', healthRoutes(context, stopping));
  describeWire(app, openApiPath, serverWire);

  app.use(plainText());
  app.use(limits());
  app.use(signedRequest({ clients, now: () => clockWatch.now() }));
  app.use(jsonBody());
  app.route('/verifications', verificationRoutes(context));
  app.route('/', portalSessionRoutes(context));
  return app;
}
