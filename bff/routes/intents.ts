import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../ports.ts';
import { invalidRequest } from '../middleware/invalid-request.ts';
import type { AppEnv } from '../middleware/variables.ts';
import { cancelIntent } from '../counter/cancel-intent.ts';
import { commitIntent } from '../counter/commit-intent.ts';
import { openIntent } from '../counter/open-intent.ts';
import { proveIntent } from '../counter/prove-intent.ts';
import { readIntent } from '../counter/read-intent.ts';
import { codeProblems } from './code-problems.ts';
import { masterChanges, masterReads } from './on-the-way.ts';
import { answers, jsonBody, noContent } from './responses.ts';
import { byPage, changeByPage } from './route-headers.ts';
import { commitInput, intent, openIntentInput, proofInput, receipt } from './schemas.ts';

const named = { params: z.object({ intentId: z.string().min(1).max(64) }) };
const key = z.string().min(8).max(64).openapi({ description: 'One for each press.' });
const keyed = { headers: z.object({ 'idempotency-key': key }) };
/** Without a key an attempt that a browser sends again by itself is charged again. */
const attemptKeyed = { headers: z.object({ 'idempotency-key': key.optional() }) };

const intentProblems = [
  'not-found',
  'intent-order',
  'intent-conflict',
  'intent-expired',
  // The member that the change is about has left the portal.
  'row-changed',
] as const;
const tokenProblems = [
  'token-id-format',
  'token-unavailable',
  'token-held',
  'token-unchanged',
  'clock-off',
  'idempotency-mismatch',
  'too-many-requests',
] as const;

/** `/intents`: the road that all five procedures share. */
export function intentRoutes(context: Context): OpenAPIHono<AppEnv> {
  const routes = new OpenAPIHono<AppEnv>({ defaultHook: invalidRequest });

  routes.openapi(
    createRoute({
      ...changeByPage,
      method: 'post',
      path: '/',
      summary: 'Open a change',
      request: { ...keyed, ...jsonBody(openIntentInput) },
      responses: answers(
        201,
        'The intent, with the steps still to do',
        intent,
        ...masterChanges,
        ...(['reauthentication-required', 'mode-unset', 'mode-unchanged', 'shared-mode'] as const),
        ...(['master-deregistration', 'row-changed', 'intent-conflict', 'not-found'] as const),
        ...(['token-disabled', 'too-many-requests', 'idempotency-mismatch'] as const),
        ...(['preview-changed', 'waiting-for-bank'] as const),
      ),
    }),
    async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      const input = { asked: c.req.valid('json'), idempotencyKey };
      return c.json(await openIntent(context, c.var.actor, input), 201);
    },
  );

  routes.openapi(
    createRoute({
      ...changeByPage,
      method: 'post',
      path: '/{intentId}/proof',
      summary: 'Prove it with the code of the token in use (S-30)',
      request: { ...named, ...attemptKeyed, ...jsonBody(proofInput) },
      responses: answers(
        200,
        'The intent, proved',
        intent,
        ...masterChanges,
        ...codeProblems,
        ...intentProblems,
      ),
    }),
    async (c) => {
      const attemptKey = c.req.valid('header')['idempotency-key'];
      const input = { ...c.req.valid('param'), ...c.req.valid('json'), attemptKey };
      return c.json(await proveIntent(context, c.var.actor, input), 200);
    },
  );

  routes.openapi(
    createRoute({
      ...changeByPage,
      method: 'post',
      path: '/{intentId}/commit',
      summary: 'Commit it (S-40, S-42); a repeat answers the stored receipt',
      request: { ...named, ...attemptKeyed, ...jsonBody(commitInput) },
      responses: answers(
        200,
        'The receipt',
        receipt,
        ...masterChanges,
        ...codeProblems,
        ...intentProblems,
        ...tokenProblems,
      ),
    }),
    async (c) => {
      const attemptKey = c.req.valid('header')['idempotency-key'];
      const input = { ...c.req.valid('param'), ...c.req.valid('json'), attemptKey };
      return c.json(await commitIntent(context, c.var.actor, input), 200);
    },
  );

  routes.openapi(
    createRoute({
      ...byPage,
      method: 'get',
      path: '/{intentId}',
      summary: 'How far it is; its receipt, where the answer of the commit was lost',
      request: named,
      responses: answers(200, 'The intent', intent, ...masterReads, 'not-found', 'row-changed'),
    }),
    async (c) => c.json(await readIntent(context, c.var.actor, c.req.valid('param')), 200),
  );

  routes.openapi(
    createRoute({
      ...changeByPage,
      method: 'delete',
      path: '/{intentId}',
      summary: 'Cancel it (戻る)',
      request: named,
      responses: noContent('It is over, without effect', ...masterChanges, 'not-found'),
    }),
    async (c) => {
      await cancelIntent(context, c.var.actor, c.req.valid('param'));
      return c.body(null, 204);
    },
  );

  return routes;
}
