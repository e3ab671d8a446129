import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../ports.ts';
import { invalidRequest } from '../middleware/invalid-request.ts';
import type { AppEnv } from '../middleware/variables.ts';
import { verifyCode } from '../counter/verify-code.ts';
import { codeProblems } from './code-problems.ts';
import { exampleInstant } from './examples.ts';
import { portalServerAsks } from './on-the-way.ts';
import { answers, jsonBody } from './responses.ts';
import { byServer } from './route-headers.ts';
import { instant, verificationInput } from './schemas.ts';

const verification = z
  .object({ verifiedAt: instant })
  .openapi('Verification', { example: { verifiedAt: exampleInstant } });

/** Visible ASCII: it stands in the signature base as it is. */
const key = z
  .string()
  .regex(/^[!-~]{8,64}$/)
  .openapi({ description: 'One for each code that somebody typed, also when it is sent again.' });
const keyed = { headers: z.object({ 'idempotency-key': key }) };

/** `/verifications`: the portal's own servers ask about a code. No browser ever does. */
export function verificationRoutes(context: Context): OpenAPIHono<AppEnv> {
  const routes = new OpenAPIHono<AppEnv>({ defaultHook: invalidRequest });

  routes.openapi(
    createRoute({
      ...byServer,
      method: 'post',
      path: '/',
      summary: "Check and spend a member's code for a purpose",
      description: 'Signed (RFC 9421). The same request again is answered with the same verdict.',
      request: { ...keyed, ...jsonBody(verificationInput) },
      responses: answers(
        200,
        'It was right, and is spent',
        verification,
        ...portalServerAsks,
        ...codeProblems,
        'not-found',
        'idempotency-mismatch',
      ),
    }),
    async (c) => {
      const { client, requestId } = c.var;
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      const asked = { client, requestId, idempotencyKey, input: c.req.valid('json') };
      return c.json(await verifyCode(context, asked), 200);
    },
  );

  return routes;
}
