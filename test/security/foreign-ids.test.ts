// A corporation can't see, touch or even detect another: on every route that takes an id, another
// corporation's answers exactly like one that nobody has. A new route without a case fails here.
import { expect, test } from 'vitest';
import { auditEntry, corporation, intent, registration } from '../../bff/store/schema/index.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import type { Person } from '../support/person.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';

interface Ids {
  intentId: string;
  customerId: string;
  tokenId: string;
}

type Ask = (person: Person, own: Ids, named: Ids) => Promise<unknown>;

/** How each route is asked with an id of somebody else's; `undefined` where it takes none. */
const cases: Record<string, Ask[] | undefined> = {
  'get /livez': undefined,
  'get /readyz': undefined,
  'post /otp/v1/session': undefined,
  'get /otp/v1/session': undefined,
  'delete /otp/v1/session': undefined,
  'get /otp/v1/members': [
    (person, _own, { customerId }) => person.get(`/members?customerId=${customerId}`),
  ],
  'get /otp/v1/members/{customerId}': [
    (person, _own, { customerId }) => person.get(`/members/${customerId}`),
  ],
  'get /otp/v1/shared-token': undefined,
  'get /otp/v1/usage-mode': undefined,
  'get /otp/v1/usage-mode/preview': undefined,
  'post /otp/v1/intents': [
    (person, _own, { customerId }) => person.open({ operation: 'register-user', customerId }),
    (person, _own, { customerId }) => person.open({ operation: 'deregister-user', customerId }),
  ],
  'post /otp/v1/intents/{intentId}/proof': [
    (person, _own, { intentId }) => person.prove({ id: intentId }, '123456'),
  ],
  'post /otp/v1/intents/{intentId}/commit': [
    (person, _own, { intentId }) =>
      person.commit({ id: intentId }, { tokenId: 'ABCD0001', code: '123456' }),
    (person, own, { tokenId }) => person.commit({ id: own.intentId }, { tokenId, code: '123456' }),
  ],
  'get /otp/v1/intents/{intentId}': [
    (person, _own, { intentId }) => person.get(`/intents/${intentId}`),
  ],
  'delete /otp/v1/intents/{intentId}': [
    (person, _own, { intentId }) => person.cancel({ id: intentId }),
  ],
};

const unknown: Ids = {
  intentId: '00000000-0000-4000-8000-000000000000',
  customerId: 'NOBODY',
  tokenId: 'NOBODY0001',
};

async function twoCorporations(counter: TestCounter) {
  const other = await setUp(counter, 'separate', { users: 4 });
  const foreignIntent = await other.master.open({ operation: 'replace-token' });
  await other.master.prove(foreignIntent.body, other.inUse.code());
  const mine = await setUp(counter, 'separate', { users: 1 });
  const opened = await mine.master.open({ operation: 'replace-token' });
  await mine.master.prove(opened.body, mine.inUse.code());
  const own = { intentId: opened.body.id, customerId: 'U01', tokenId: 'unused' };
  const foreign = {
    intentId: foreignIntent.body.id,
    customerId: 'U04',
    tokenId: other.corporation.token(5).tokenId,
  };
  return { person: mine.master, own, foreign, otherId: other.corporation.corporationId };
}

/** Everything an answer carries that may differ from request to request of one and the same thing. */
function comparable(answer: unknown): string {
  return JSON.stringify(answer, (name, value: unknown) => (name === 'instance' ? '' : value));
}

async function everythingOf(counter: TestCounter, corporationId: string) {
  return counter.context.database.read(async (tx) => {
    const tables = [corporation, intent, registration, auditEntry];
    const rows = await Promise.all(tables.map((table) => tx.select().from(table)));
    return rows.map((all) => all.filter((row) => row.corporationId === corporationId));
  });
}

test('A54 every route of the service has its case', async () => {
  await using counter = await openCounter();
  const { paths = {} } = counter.app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: '', version: '' },
  });
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods ?? {}).map((method) => `${method} ${path}`),
  );
  expect(documented.sort()).toEqual(Object.keys(cases).sort());
});

for (const [route, asks] of Object.entries(cases)) {
  for (const [index, ask] of (asks ?? []).entries()) {
    test(`I11 ${route} answers foreign ids as unknown ones (${index + 1})`, async () => {
      await using counter = await openCounter();
      const { person, own, foreign, otherId } = await twoCorporations(counter);
      const before = await everythingOf(counter, otherId);
      const [toForeign, toUnknown] = [
        comparable(await ask(person, own, foreign)),
        comparable(await ask(person, own, unknown)),
      ];
      expect(toForeign).toBe(toUnknown);
      expect(await everythingOf(counter, otherId)).toEqual(before);
    });
  }
}

test('I11 a session of one corporation never reads another', async () => {
  await using counter = await openCounter();
  const other = await counter.openCorporation({ users: 2 });
  const { master, inUse, corporation: mine } = await setUp(counter, 'separate', { users: 0 });
  await carryOut(
    master,
    { operation: 'replace-token' },
    { proof: inUse.code(), commit: shown(mine.token(1)) },
  );
  const members = await master.get<{ total: number }>('/members');
  expect(members.body.total).toBe(1);
  expect((await other.signIn()).cookie).not.toBe(master.cookie);
});
