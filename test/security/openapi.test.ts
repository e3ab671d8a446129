// The description of the wire is the wire: no route without an entry, no entry without a problem.
import { expect, test } from 'vitest';
import { openCounter } from '../support/counter.ts';

interface Document {
  openapi: string;
  paths: Record<string, Record<string, { responses: Record<string, { content?: object }> }>>;
}

test('every route of the service is described', async () => {
  await using counter = await openCounter();
  const response = await counter.app.request('/otp/openapi.json');
  const document = (await response.json()) as Document;
  expect(document.openapi).toMatch(/^3\.1/);
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const served = counter.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path !== '/otp/openapi.json')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect([...new Set(served)].sort()).toEqual([...new Set(described)].sort());
  expect(described.length).toBeGreaterThanOrEqual(16);
});

test('P32 every route says how it refuses', async () => {
  await using counter = await openCounter();
  const document = (await (await counter.app.request('/otp/openapi.json')).json()) as Document;
  for (const methods of Object.values(document.paths)) {
    for (const { responses } of Object.values(methods)) {
      expect(Object.keys(responses['default']?.content ?? {})).toEqual([
        'application/problem+json',
      ]);
    }
  }
});
