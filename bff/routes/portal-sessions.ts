import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../ports.ts';
import { invalidRequest } from '../middleware/invalid-request.ts';
import type { AppEnv } from '../middleware/variables.ts';
import { endPortalSessions } from '../counter/end-portal-sessions.ts';
import { portalServerAsks } from './on-the-way.ts';
import { answers, jsonBody } from './responses.ts';
import { byServer } from './route-headers.ts';

/** The claims' own form: what an assertion can't carry names no session of ours. */
const named = (longest: number) => z.string().regex(new RegExp(`^[\\x21-\\x7e]{1,${longest}}$`));
const corporationId = named(64);

const input = z
  .union([
    z.strictObject({ corporationId, sid: named(128) }),
    z.strictObject({ corporationId, customerId: named(64) }),
  ])
  .openapi('PortalSessions', { example: { corporationId: 'reidai', sid: 'q3cWbn0Yw5m2oJ8r' } });
const ended = z.object({ ended: z.int() }).openapi('EndedSessions', { example: { ended: 1 } });

/** `/sessions/end`: when the portal's session ends, ours ends. No browser ever asks this. */
export function portalSessionRoutes(context: Context): OpenAPIHono<AppEnv> {
  const routes = new OpenAPIHono<AppEnv>({ defaultHook: invalidRequest });

  routes.openapi(
    createRoute({
      ...byServer,
      method: 'post',
      path: '/sessions/end',
      summary: 'End the sessions of a portal session, or all of a member',
      description:
        'Signed (RFC 9421). Effective with the next request on every instance. Asked again it ends ' +
        'nothing more and answers 0.',
      request: jsonBody(input),
      responses: answers(
        200,
        'How many sessions were ended',
        ended,
        ...portalServerAsks,
        'not-found',
      ),
    }),
    async (c) => {
      const { client, requestId } = c.var;
      const asked = { client, requestId, which: c.req.valid('json') };
      return c.json({ ended: await endPortalSessions(context, asked) }, 200);
    },
  );

  return routes;
}
