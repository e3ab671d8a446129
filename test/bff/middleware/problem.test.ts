import { createRoute, z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { describe, expect, test } from 'vitest';
import { problemStatus, type Problem, type ProblemCode } from '../../../bff/contract/problem.ts';
import { Refusal } from '../../../bff/errors/refusal.ts';
import { createMiddlewareApp } from '../../support/middleware-app.ts';

const now = Date.UTC(2026, 3, 1, 9);
const canary = '135790';

function createApp() {
  const { app, lines } = createMiddlewareApp({ now: () => now });
  app.get('/refused/:code', (c) => {
    throw new Refusal(c.req.param('code') as ProblemCode);
  });
  app.get('/paused', () => {
    throw new Refusal('otp-paused', { retryAt: new Date(now + 1_500).toISOString() });
  });
  app.get('/explained', () => {
    throw new Refusal('session-ended', {}, { cause: new Error(`the code '${canary}' is odd`) });
  });
  app.get('/bug', () => {
    throw new TypeError(`select * from token where code = '${canary}' params: ${canary}`);
  });
  app.get('/framework/:status', (c) => {
    throw new HTTPException(Number(c.req.param('status')) as 400, { message: canary });
  });
  const schema = z.strictObject({ code: z.string().max(6) });
  const request = { body: { required: true, content: { 'application/json': { schema } } } };
  const responses = { 204: { description: 'Taken.' } };
  const route = createRoute({ method: 'post', path: '/taken', request, responses });
  app.openapi(route, (c) => c.body(null, 204));
  return { app, lines };
}

async function problemAt(path: string, init?: RequestInit): Promise<[Response, Problem]> {
  const response = await createApp().app.request(path, init);
  return [response, (await response.clone().json()) as Problem];
}

describe('a refusal as an answer', () => {
  test.each(Object.entries(problemStatus))(
    '%s has its status, type and title',
    async (code, status) => {
      const [response, problem] = await problemAt(`/refused/${code}`);
      expect(response.status).toBe(status);
      expect(response.headers.get('Content-Type')).toBe('application/problem+json');
      expect(problem).toEqual({
        type: `urn:otp-madoguchi:problem:${code}`,
        title: expect.stringMatching(/\w{2} \w/) as string,
        status,
        code,
        instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/) as string,
      });
    },
  );

  test('tells when to try again, rounded up', async () => {
    const [response, problem] = await problemAt('/paused');
    expect(response.headers.get('Retry-After')).toBe('2');
    expect(problem.retryAt).toBe('2026-04-01T09:00:01.500Z');
  });

  test('A66: tells nothing of its reason, and the log tells it masked', async () => {
    const { app, lines } = createApp();
    const response = await app.request('/explained');
    expect(await response.text()).not.toContain('odd');
    const explained = lines.find(({ msg }) => msg === 'refusal explained');
    expect(explained).toMatchObject({
      code: 'session-ended',
      cause: { message: 'the code "…" is odd' },
    });
  });

  test('an unknown path is a problem as well', async () => {
    const [response, problem] = await problemAt('/nowhere');
    expect(response.status).toBe(404);
    expect(problem.code).toBe('not-found');
  });

  test('a wrong method tells the right ones', async () => {
    const [response, problem] = await problemAt('/taken', { method: 'PUT' });
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe('POST');
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(problem.code).toBe('method-not-allowed');
  });
});

describe('a fault of ours as an answer', () => {
  test('P32: says that it is one and nothing else', async () => {
    const { app, lines } = createApp();
    const response = await app.request('/bug');
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toMatch(/select|TypeError|token where|135790|\.ts/);
    const failed = lines.find(({ msg }) => msg === 'request failed');
    expect(failed).toMatchObject({ cause: { name: 'TypeError' } });
    expect(JSON.stringify(lines)).not.toContain(canary);
  });

  test("the framework's own refusals lose their text", async () => {
    for (const [status, code] of [
      [400, 'invalid-request'],
      [413, 'too-large'],
      [502, 'internal'],
    ]) {
      const [response, problem] = await problemAt(`/framework/${status}`);
      expect(problem.code).toBe(code);
      expect(await response.text()).not.toContain(canary);
    }
  });
});

describe('a schema that refuses', () => {
  const bodies = [
    `{"code":${canary}}`,
    `{"code":"${canary}9"}`,
    `{"code":"1","${canary}":1}`,
    `{"code":"${canary}`,
    `["${canary}"]`,
    '',
  ];
  test.each(bodies)('never repeats what it was given: %s', async (body) => {
    const headers = { 'Content-Type': 'application/json' };
    const [response, problem] = await problemAt('/taken', { method: 'POST', headers, body });
    expect(problem.code).toBe('invalid-request');
    expect(await response.text()).not.toContain(canary);
  });
});
