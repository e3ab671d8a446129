import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../context.ts';
import { invalidRequest } from '../middleware/invalid-request.ts';
import type { AppEnv } from '../middleware/variables.ts';
import { verifyCode } from '../operations/verify-code.ts';
import { portalServerAsks } from './on-the-way.ts';
import { answers, jsonBody } from './responses.ts';
import { byServer } from './route-headers.ts';
import { codeProblems } from './code-problems.ts';
import { exampleInstant } from './examples.ts';
import { instant, verificationInput } from './schemas.ts';

const verification = z
  .object({ verifiedAt: instant })
  .openapi('Verification', { example: { verifiedAt: exampleInstant } });

/** `/verifications`: the portal's own servers ask about a code. No browser ever does. */
export function verificationRoutes(context: Context): OpenAPIHono<AppEnv> {
  const routes = new OpenAPIHono<AppEnv>({ defaultHook: invalidRequest });

  routes.openapi(
    createRoute({
      ...byServer,
      method: 'post',
      path: '/',
      summary: "Check and spend a member's code for a purpose",
      request: jsonBody(verificationInput),
      responses: answers(
        200,
        'It was right, and is spent',
        verification,
        ...portalServerAsks,
        ...codeProblems,
        'not-found',
      ),
    }),
    async (c) => c.json(await verifyCode(context, c.var.requestId, c.req.valid('json')), 200),
  );

  return routes;
}
