// A browser may send a request again by itself when its connection breaks (RFC 9110 section 9.2.2
// leaves it that). The attempt has a key; under one key it is heard and charged once (A31).
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Intent } from '../../bff/contract/intent.ts';
import type { Problem } from '../../bff/contract/problem.ts';
import { attempt, auditEntry } from '../../bff/store/schema/index.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import type { Person } from '../support/person.ts';
import { setUp, shown } from '../support/procedures.ts';

type Body = Intent & Problem;

function send(person: Person, path: string, body: unknown, key?: string) {
  const headers: Record<string, string> = key === undefined ? {} : { 'Idempotency-Key': key };
  return person.ask<Body>('POST', `/intents/${path}`, body, headers);
}

async function counts({ context }: TestCounter) {
  return context.database.read(async (tx) => ({
    charged: (await tx.select().from(attempt)).map(({ consecutive }) => consecutive),
    entries: (await tx.select().from(auditEntry)).length,
  }));
}

test('A31 a wrong code sent again is charged once', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const { body } = await master.open({ operation: 'replace-token' });
  const key = randomUUID();
  const wrong = { code: inUse.wrongCode() };
  const first = await send(master, `${body.id}/proof`, wrong, key);
  const before = await counts(counter);
  const again = await Promise.all(
    Array.from({ length: 8 }, () => send(master, `${body.id}/proof`, wrong, key)),
  );
  for (const { status, body: told } of again) {
    expect(status).toBe(422);
    expect({ ...told, instance: '' }).toEqual({ ...first.body, instance: '' });
  }
  expect(await counts(counter)).toEqual(before);
  expect(before.charged).toEqual([1]);
});

test('A31 a right code sent again proves once and is told', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const { body } = await master.open({ operation: 'replace-token' });
  const key = randomUUID();
  const right = { code: inUse.code() };
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => send(master, `${body.id}/proof`, right, key)),
  );
  const states = answers.map(({ status, body: told }) => `${status} ${told.state}`);
  expect(new Set(states)).toEqual(new Set(['200 proved']));
});

test('A31 another code under the key is another attempt', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const { body } = await master.open({ operation: 'replace-token' });
  const key = randomUUID();
  await send(master, `${body.id}/proof`, { code: inUse.wrongCode() }, key);
  const right = await send(master, `${body.id}/proof`, { code: inUse.code() }, key);
  expect(right.body.state).toBe('proved');
});

test('A31 the same code under a new key is heard anew', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const { body } = await master.open({ operation: 'replace-token' });
  const early = { code: inUse.code(2) };
  expect((await send(master, `${body.id}/proof`, early, randomUUID())).status).toBe(422);
  counter.clock.advance(60_000);
  expect((await send(master, `${body.id}/proof`, early, randomUUID())).status).toBe(200);
});

test('A31 a refused registration sent again uses up nothing', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const { body } = await master.open({ operation: 'replace-token' });
  await master.prove(body, inUse.code());
  const key = randomUUID();
  const unknown = { tokenId: 'NOBODYS00001', code: '123456' };
  for (let again = 0; again < 9; again += 1) {
    const answer = await send(master, `${body.id}/commit`, unknown, key);
    expect(answer.body.code).toBe('token-unavailable');
  }
  const done = await send(master, `${body.id}/commit`, shown(corporation.token(1)), randomUUID());
  expect(done.status).toBe(200);
});

test('a key that is too short or too long is refused', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const { body } = await master.open({ operation: 'replace-token' });
  for (const key of ['short', 'x'.repeat(65)]) {
    const answer = await send(master, `${body.id}/proof`, { code: inUse.code() }, key);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  }
  expect((await send(master, `${body.id}/proof`, { code: inUse.code() })).status).toBe(200);
});
