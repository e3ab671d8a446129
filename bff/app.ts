// The table of contents of what browsers ask: what every request passes, and where it goes. Order
// counts; each middleware says in its own file what it refuses. What the portal's servers ask is
// server-app.ts's, and is not to be found here.
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
import { sameOrigin } from './middleware/same-origin.ts';
import { requireMaster, session } from './middleware/session.ts';
import type { AppEnv } from './middleware/variables.ts';
import { resumeSession } from './counter/resume-session.ts';
import { describeWire, publicWire } from './routes/describe-wire.ts';
import { healthRoutes } from './routes/health.ts';
import { intentRoutes } from './routes/intents.ts';
import { memberRoutes } from './routes/members.ts';
import { sessionRoutes } from './routes/session.ts';
import { usageModeRoutes } from './routes/usage-mode.ts';

/** Where the description of the wire lies, whatever the base path is. */
const openApiPath = '/otp/openapi.json';

export interface AppOptions {
  /** Once aborted, `/readyz` says no. */
  stopping?: AbortSignal;
  /** Whether probes are answered here; not where the portal's servers have a listener of their own. */
  probes?: boolean;
}

/** What the proxy publishes, as one Hono app, for `serve` or for a host that mounts it. */
export function createApp(
  context: Context,
  { stopping, probes = true }: AppOptions = {},
): OpenAPIHono<AppEnv> {
  const { config, clock, log } = context;
  const { basePath, origins } = config;
  const at = (path: string) => `${basePath}${path}`;
  const app = new OpenAPIHono<AppEnv>({ defaultHook: invalidRequest });

  app.onError(problem({ log, clock }));
  app.notFound(routeNotFound);
  app.use(requestLog({ log }));
  app.use(safeHeaders());
  app.use(onlyErrors());
  app.use(methodNotAllowed({ app, onMethodNotAllowed: methodRefused }));
  if (probes) app.route('/', healthRoutes(context, stopping));

  app.use(plainText());
  app.use(limits());
  app.use(sameOrigin({ origins, serverPaths: [at('/session')] }));
  app.use(jsonBody());

  const resume = (token: string, id: string) => resumeSession(context, token, id);
  const signedIn = session({ resume });
  app.get(at('/session'), session({ resume, mayBeUnnamed: true }));
  app.delete(at('/session'), signedIn);
  app.route(basePath, sessionRoutes(context));

  // A pattern that ends in `/*` matches the path before it, too: once for both, or twice for one.
  for (const path of ['/members/*', '/shared-token/*', '/usage-mode/*', '/intents/*'])
    app.use(at(path), signedIn, requireMaster());
  app.route(basePath, memberRoutes(context));
  app.route(at('/usage-mode'), usageModeRoutes(context));
  app.route(at('/intents'), intentRoutes(context));

  describeWire(app, openApiPath, publicWire);
  return app;
}
