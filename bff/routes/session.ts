import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { roles } from '../contract/member.ts';
import { sessionCookie, type Session, type SessionInput } from '../contract/session.ts';
import { usageModes } from '../contract/usage-mode.ts';
import type { Context } from '../context.ts';
import { invalidRequest } from '../middleware/invalid-request.ts';
import type { AppEnv } from '../middleware/variables.ts';
import { endSession } from '../operations/end-session.ts';
import { readSession } from '../operations/read-session.ts';
import { startSession } from '../operations/start-session.ts';
import { problemResponse } from './problem-response.ts';

const path = '/session';
const cookie = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const;

const inputSchema = z
  .strictObject({ assertion: z.string().min(1) })
  .openapi('SessionInput') satisfies z.ZodType<SessionInput>;

const wording = z.strictObject({ ja: z.string(), en: z.string() });
const sessionSchema = z
  .strictObject({
    id: z.string(),
    actor: z.strictObject({ customerId: z.string(), name: z.string(), role: z.enum(roles) }),
    permitted: z.boolean(),
    mode: z.enum(usageModes),
    version: z.int(),
    idleEndsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    settings: z.strictObject({
      tokenIdLabel: z.string().optional(),
      bankName: wording,
      branchName: wording,
    }),
  })
  .openapi('Session') satisfies z.ZodType<Session>;

const start = createRoute({
  method: 'post',
  path,
  summary: 'Start or keep a session with the assertion of the portal',
  description:
    "Called by the portal's server for every page load, with the browser's cookie; it hands the " +
    'Set-Cookie on to the browser. The session is kept if corporation, member and `sid` are the same.',
  request: { body: { required: true, content: { 'application/json': { schema: inputSchema } } } },
  responses: {
    204: {
      description: 'The session is in the cookie; without Set-Cookie it is the same as before.',
    },
    default: problemResponse('session-ended', 'signed-in-elsewhere', 'clock-unreliable', 'csrf'),
  },
});

const read = createRoute({
  method: 'get',
  path,
  summary: 'Who asks, and what he may',
  responses: {
    200: {
      description: 'The session.',
      content: { 'application/json': { schema: sessionSchema } },
    },
    default: problemResponse('session-ended', 'signed-in-elsewhere', 'clock-unreliable'),
  },
});

const end = createRoute({
  method: 'delete',
  path,
  summary: 'End the session',
  responses: {
    204: { description: 'The session is over and its cookie cleared.' },
    default: problemResponse('session-ended', 'signed-in-elsewhere', 'clock-unreliable', 'csrf'),
  },
});

/** GET and DELETE stand behind the session middleware; POST is what makes a session. */
export function sessionRoutes(context: Context) {
  return new OpenAPIHono<AppEnv>({ defaultHook: invalidRequest })
    .openapi(start, async (c) => {
      const { assertion } = c.req.valid('json');
      const earlierToken = getCookie(c, sessionCookie);
      const requestId = c.get('requestId');
      const started = await startSession(context, { assertion, earlierToken, requestId });
      if (started.kind === 'begun') setCookie(c, sessionCookie, started.token, cookie);
      return c.body(null, 204);
    })
    .openapi(read, async (c) => c.json(await readSession(context, c.get('actor')), 200))
    .openapi(end, async (c) => {
      await endSession(context, c.get('actor'));
      deleteCookie(c, sessionCookie, cookie);
      return c.body(null, 204);
    });
}
