import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../ports.ts';
import { invalidRequest } from '../middleware/invalid-request.ts';
import type { AppEnv } from '../middleware/variables.ts';
import { listMembers } from '../counter/list-members.ts';
import { readMember, readSharedToken } from '../counter/read-member.ts';
import { masterReads } from './on-the-way.ts';
import { answers } from './responses.ts';
import { byPage } from './route-headers.ts';
import { customerId, memberPage, memberRegistration } from './schemas.ts';

const lastPage = 100_000;

const filter = z.strictObject({
  customerId: z.string().max(64).optional().openapi({ description: 'Prefix, blind to case' }),
  name: z.string().max(64).optional().openapi({ description: 'Part, blind to width and case' }),
  page: z.coerce.number().int().min(1).max(lastPage).default(1),
});

/** `/members` and `/shared-token`: the list and what it leads to. */
export function memberRoutes(context: Context): OpenAPIHono<AppEnv> {
  const routes = new OpenAPIHono<AppEnv>({ defaultHook: invalidRequest });

  routes.openapi(
    createRoute({
      ...byPage,
      method: 'get',
      path: '/members',
      summary: 'One page of the members, ten rows (S-10)',
      request: { query: filter },
      responses: answers(200, 'The page', memberPage, ...masterReads),
    }),
    async (c) => c.json(await listMembers(context, c.var.actor, c.req.valid('query')), 200),
  );

  routes.openapi(
    createRoute({
      ...byPage,
      method: 'get',
      path: '/members/{customerId}',
      summary: "A member's registration and its history (S-60)",
      request: { params: z.object({ customerId }) },
      responses: answers(200, 'The registration', memberRegistration, ...masterReads, 'not-found'),
    }),
    async (c) => c.json(await readMember(context, c.var.actor, c.req.valid('param')), 200),
  );

  routes.openapi(
    createRoute({
      ...byPage,
      method: 'get',
      path: '/shared-token',
      summary: 'The registration of the shared token (S-60)',
      responses: answers(200, 'The registration', memberRegistration, ...masterReads, 'not-found'),
    }),
    async (c) => c.json(await readSharedToken(context, c.var.actor), 200),
  );

  return routes;
}
