// U+0000 and halves of surrogate pairs, wherever a text can come in. PostgreSQL can't store them, and
// none of them may get as far as a database: the answer is the client's fault, never ours.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { sessionCookie } from '../../bff/contract/session.ts';
import { OperatorRefusal } from '../../bff/errors/operator-refusal.ts';
import { createCorporation } from '../../bff/desk/create-corporation.ts';
import { raiseFence } from '../../bff/desk/raise-fence.ts';
import { DirectoryError, readMembers } from '../../bff/portal/member-directory.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { pageHeaders } from '../support/page-session.ts';
import { basePath, origin, type Person } from '../support/person.ts';

interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: object;
}

test('every route refuses them in path, query and body', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const person = await corporation.signIn();
  let asked = 0;
  for (const { method, path, operation } of await routes(counter)) {
    for (const request of hostileRequests(method, path, operation)) {
      const answer = await ask(counter, person, request);
      asked += 1;
      expect([method, request.path, answer.code]).toEqual([
        method,
        request.path,
        'invalid-request',
      ]);
      expect(answer.status).toBe(400);
    }
  }
  expect(asked).toBeGreaterThan(40);
});

test('a cookie with them is no session', async () => {
  await using counter = await openCounter();
  const secret = 'x'.repeat(43);
  for (const corporationId of ['C\0', '\0', 'C0001\0', 'C\r\n', '\ud800', '見本']) {
    const cookie = `${Buffer.from(corporationId).toString('base64url')}.${secret}`;
    for (const value of [cookie, `%00${cookie}`, `${cookie}%00`]) {
      const headers = { Cookie: `${sessionCookie}=${value}`, 'X-Otp-Client': 'test' };
      const response = await counter.app.request(`${basePath}/session`, { headers });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'session-ended' });
    }
  }
});

test('no list and no command of an operator lets them in', async () => {
  await using counter = await openCounter();
  const { corporationId } = await counter.openCorporation();
  for (const name of ['A\0', '\ud800']) {
    const created = createCorporation(counter.context, { corporationId: 'C-9', name });
    await expect(created).rejects.toThrow(OperatorRefusal);
    const raised = raiseFence(counter.context, { corporationId, reason: name });
    await expect(raised).rejects.toThrow(OperatorRefusal);
  }
  for (const line of ['M\u00001,青山,administrator,true', 'M1,青\0山,administrator,true']) {
    const csv = Buffer.from(`customerId,name,role,master\n${line}\n`);
    expect(() => readMembers(csv)).toThrow(DirectoryError);
  }
});

/** Of both listeners, but for the probes, which read nothing. */
async function routes({ app, serverApp }: TestCounter) {
  const open = await (await app.request('/otp/openapi.json')).json();
  const server = await (await serverApp.request('/openapi.json')).json();
  return [open, server].flatMap((document) => {
    const { paths } = document as { paths: Record<string, Record<string, Operation>> };
    return Object.entries(paths)
      .filter(([path]) => !['/livez', '/readyz'].includes(path))
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({
          method: method.toUpperCase(),
          path,
          operation,
        })),
      );
  });
}

interface Hostile {
  method: string;
  path: string;
  body?: string;
}

function* hostileRequests(method: string, path: string, operation: Operation): Generator<Hostile> {
  const plain = path.replaceAll(/\{\w+\}/g, 'a');
  const body = operation.requestBody === undefined ? {} : { body: '{}' };
  const named = (operation.parameters ?? []).filter((one) => one.in === 'query');
  if (plain !== path)
    for (const value of ['%00', 'a%00b', '%2500%00'])
      yield { method, path: path.replace(/\{\w+\}/, value), ...body };
  for (const { name } of [...named, { name: 'unknown' }])
    for (const value of ['%00', 'a%00'])
      yield { method, path: `${plain}?${name}=${value}`, ...body };
  if (operation.requestBody === undefined) return;
  for (const field of ['code', 'customerId', 'assertion', 'operation', 'a\\u0000'])
    for (const value of ['\\u0000', 'a\\u0000b', '\\ud800', 'a\\udfffb'])
      yield { method, path: plain, body: `{"${field}":"${value}"}` };
}

async function ask(counter: TestCounter, person: Person, hostile: Hostile) {
  const response = hostile.path.startsWith(basePath)
    ? await askAsPage(counter, person, hostile)
    : await counter.portalServer.ask(counter.serverApp, {
        ...hostile,
        headers: { 'idempotency-key': randomUUID() },
      });
  return { ...((await response.json()) as { code: string }), status: response.status };
}

function askAsPage({ app }: TestCounter, person: Person, { method, path, body }: Hostile) {
  return app.request(path, {
    method,
    headers: {
      ...pageHeaders(person.cookie),
      Origin: origin,
      'X-Otp-Client': 'test',
      'Idempotency-Key': randomUUID(),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
  });
}
