import { expect, test } from 'vitest';
import { Refusal } from '../../../bff/errors/refusal.ts';
import { safeHeaders } from '../../../bff/middleware/headers.ts';
import { createMiddlewareApp } from '../../support/middleware-app.ts';

const safe = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
};

test.each(['/json', '/empty', '/refused', '/bug', '/nowhere', '/wrong-method'])(
  'P34: safe headers stand on every answer: %s',
  async (path) => {
    const { app } = createMiddlewareApp();
    app.use(safeHeaders());
    app.get('/json', (c) => c.json({}));
    app.get('/empty', (c) => c.body(null, 204));
    app.get('/refused', () => {
      throw new Refusal('csrf');
    });
    app.get('/bug', () => {
      throw new Error('a bug');
    });
    app.post('/wrong-method', (c) => c.body(null, 204));
    const headers = Object.fromEntries((await app.request(path)).headers);
    expect(headers).toMatchObject(safe);
  },
);
