// What the portal's servers ask is never under the path that a proxy publishes, and nobody learns what
// there is to ask without a client's signature.
import { expect, test } from 'vitest';
import { createApp } from '../../bff/app.ts';
import { openCounter } from '../support/counter.ts';
import { basePath } from '../support/person.ts';

test('what servers ask is not under the public path, nor the other way round', async () => {
  await using counter = await openCounter();
  const { app, serverApp, portalServer } = counter;
  const info = { openapi: '3.1.0', info: { title: '', version: '' } };
  const routesOf = (one: typeof app) => Object.entries(one.getOpenAPI31Document(info).paths ?? {});
  const shared = ['/livez', '/readyz'];
  const asks = (routes: ReturnType<typeof routesOf>) =>
    routes
      .filter(([path]) => !shared.includes(path))
      .flatMap(([path, methods]) => Object.keys(methods ?? {}).map((method) => ({ path, method })));
  const [forServers, forBrowsers] = [asks(routesOf(serverApp)), asks(routesOf(app))];
  expect(forServers.length).toBeGreaterThan(0);
  expect(forBrowsers.length).toBeGreaterThan(10);
  const headers = { 'X-Otp-Client': 'test', Origin: 'https://bank.test' };
  for (const { path, method } of forServers) {
    for (const prefix of ['', '/otp', basePath]) {
      const type = { 'Content-Type': 'application/json' };
      const init = { method: method.toUpperCase(), headers: { ...headers, ...type } };
      expect((await app.request(`${prefix}${path}`, init)).status, prefix + path).toBe(404);
    }
  }
  for (const { path, method } of forBrowsers) {
    const request = { method: method.toUpperCase(), path: path.replaceAll(/[{}]/g, '') };
    expect((await portalServer.ask(serverApp, request)).status, path).toBe(404);
    const short = { ...request, path: request.path.replace(basePath, '') };
    expect((await portalServer.ask(serverApp, short)).status, short.path).toBe(404);
  }
});

test('P35 whoever is not signed in as a client learns of no route', async () => {
  await using counter = await openCounter();
  const { portalServer, serverApp } = counter;
  expect((await serverApp.request('/nowhere')).status).toBe(401);
  const ask = (method: string, path: string) => portalServer.ask(serverApp, { method, path });
  expect((await ask('GET', '/nowhere')).status).toBe(404);
  expect((await ask('GET', '/verifications')).status).toBe(405);
});

test('probes leave the public side where the servers have a listener', async () => {
  await using counter = await openCounter();
  const { context, serverApp } = counter;
  const app = createApp(context, { probes: false });
  for (const path of ['/livez', '/readyz']) {
    expect((await app.request(path)).status).toBe(404);
    expect((await serverApp.request(path)).status).toBe(204);
  }
});
