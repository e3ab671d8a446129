import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../ports.ts';
import { chosenModes } from '../contract/usage-mode.ts';
import { invalidRequest } from '../middleware/invalid-request.ts';
import type { AppEnv } from '../middleware/variables.ts';
import { previewUsageMode } from '../counter/preview-usage-mode.ts';
import { readUsageMode } from '../counter/read-usage-mode.ts';
import { masterReads } from './on-the-way.ts';
import { answers } from './responses.ts';
import { byPage } from './route-headers.ts';
import { currentUsageMode, usageModePreview } from './schemas.ts';

/** `/usage-mode`: what is set, and what a change would do (S-20). */
export function usageModeRoutes(context: Context): OpenAPIHono<AppEnv> {
  const routes = new OpenAPIHono<AppEnv>({ defaultHook: invalidRequest });

  routes.openapi(
    createRoute({
      ...byPage,
      method: 'get',
      path: '/',
      summary: 'The present usage mode',
      responses: answers(200, 'Mode and version', currentUsageMode, ...masterReads),
    }),
    async (c) => c.json(await readUsageMode(context, c.var.actor), 200),
  );

  routes.openapi(
    createRoute({
      ...byPage,
      method: 'get',
      path: '/preview',
      summary: 'Whose tokens a change would release, and who would have none',
      request: { query: z.strictObject({ to: z.enum(chosenModes) }) },
      responses: answers(200, 'The preview', usageModePreview, ...masterReads, 'mode-unchanged'),
    }),
    async (c) => c.json(await previewUsageMode(context, c.var.actor, c.req.valid('query')), 200),
  );

  return routes;
}
