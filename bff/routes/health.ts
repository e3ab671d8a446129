import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from '../ports.ts';
import { Refusal } from '../errors/refusal.ts';
import type { AppEnv } from '../middleware/variables.ts';
import { readinessCheck } from '../watch/check-readiness.ts';
import { anybodyAsks } from './on-the-way.ts';
import { noContent } from './responses.ts';

const live = createRoute({
  method: 'get',
  path: '/livez',
  summary: 'The process runs',
  responses: noContent('It does.', ...anybodyAsks),
});

const ready = createRoute({
  method: 'get',
  path: '/readyz',
  summary: 'Changes can be committed now',
  responses: noContent('They can.', ...anybodyAsks, 'busy'),
});

/**
 * For whoever keeps the service running; no session, no secrets.
 *
 * @param stopping once aborted, the service is not ready any more, though it still answers.
 */
export function healthRoutes(context: Context, stopping?: AbortSignal) {
  const check = readinessCheck(context);

  return new OpenAPIHono<AppEnv>()
    .openapi(live, (c) => c.body(null, 204))
    .openapi(ready, async (c) => {
      if (stopping?.aborted === true) throw new Refusal('busy');
      await check().catch((cause: unknown) => {
        throw new Refusal('busy', {}, { cause });
      });
      return c.body(null, 204);
    });
}
