import { expect, test } from 'vitest';
import { Refusal } from '../../../bff/errors/refusal.ts';
import { createMiddlewareApp } from '../../support/middleware-app.ts';

test('one line a request, with its route and outcome', async () => {
  const { app, lines } = createMiddlewareApp();
  app.post('/members/:customerId', () => {
    throw new Refusal('row-changed');
  });
  const response = await app.request('/members/U0001?name=secret', { method: 'POST' });
  const { instance } = (await response.json()) as { instance: string };
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    msg: 'request answered',
    requestId: instance.replace('urn:uuid:', ''),
    method: 'POST',
    route: '/members/:customerId',
    status: 409,
    code: 'row-changed',
    milliseconds: expect.any(Number) as number,
  });
});

test('nothing that the client wrote gets into the log', async () => {
  const { app, lines } = createMiddlewareApp();
  const canary = 'canary-135790';
  const headers = {
    Cookie: `__Host-otp-session=${canary}`,
    Authorization: `Bearer ${canary}`,
    'X-Request-Id': canary,
    'X-Forwarded-User': canary,
    'User-Agent': canary,
  };
  await app.request(`/${canary}?code=${canary}`, { method: 'POST', headers, body: canary });
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain(canary);
});
