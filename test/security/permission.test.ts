// Only the master may do any of it, and only with a session: asked on every documented route.
import { expect, test } from 'vitest';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { basePath } from '../support/person.ts';
import { setUp } from '../support/procedures.ts';

const documentInfo = { openapi: '3.1.0', info: { title: '', version: '' } };

/** Routes that have their own way of knowing who asks, or that anybody may ask. */
const open = new Set(['/session', '/livez', '/readyz']);

function guardedRoutes({ app }: TestCounter): { method: string; path: string }[] {
  const { paths = {} } = app.getOpenAPI31Document(documentInfo);
  return Object.entries(paths)
    .map(([path, methods]) => ({ path: path.replace(basePath, ''), methods }))
    .filter(({ path }) => !open.has(path))
    .flatMap(({ path, methods }) =>
      Object.keys(methods ?? {}).map((method) => ({
        method: method.toUpperCase(),
        path: path.replace('{customerId}', 'U01').replace('{intentId}', 'some-intent'),
      })),
    );
}

test('a user is refused on every route, GET included', async () => {
  await using counter = await openCounter();
  const { corporation } = await setUp(counter, 'separate');
  const user = await corporation.signIn('U01');
  const routes = guardedRoutes(counter);
  expect(routes.length).toBeGreaterThanOrEqual(10);
  for (const { method, path } of routes) {
    const answer = await user.ask(method, path, method === 'POST' ? {} : undefined);
    expect(answer, `${method} ${path}`).toMatchObject({
      status: 403,
      body: { code: 'not-permitted' },
    });
  }
});

test('a user is told that he has no permission', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const user = await corporation.signIn('U01');
  expect((await user.get('/session')).body).toMatchObject({ permitted: false });
  expect((await (await corporation.signIn()).get('/session')).body).toMatchObject({
    permitted: true,
  });
});

test('without a session every route refuses the same', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const master = await corporation.signIn();
  for (const { method, path } of guardedRoutes(counter)) {
    const body = method === 'POST' ? {} : undefined;
    const answer = await master.ask(method, path, body, { Cookie: '' });
    expect(answer, `${method} ${path}`).toMatchObject({
      status: 401,
      body: { code: 'session-ended' },
    });
  }
});

test('A43 a master who left the portal commits nothing', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'shared');
  const opened = await master.open({ operation: 'replace-token' });
  await master.prove(opened.body, inUse.code());
  await corporation.replaceMaster('M2');
  const commit = await master.commit(opened.body, {
    tokenId: corporation.token(1).tokenId,
    code: '123456',
  });
  expect([401, 403]).toContain(commit.status);
});
