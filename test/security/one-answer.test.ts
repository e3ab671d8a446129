// What a refusal tells: nothing. Wrong codes of every kind get one answer (P6), and no name, header
// or spelling gives one person two counts.
import { expect, test } from 'vitest';
import { attempt } from '../../bff/store/schema/index.ts';
import { openCounter } from '../support/counter.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';
import { verify } from '../support/verify.ts';

test('P6 wrong codes of every kind get the same bytes', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const other = await setUp(counter, 'separate');
  const users = corporation.token(1);
  const registering = { operation: 'register-user', customerId: 'U01' } as const;
  await carryOut(master, registering, { proof: inUse.code(), commit: shown(users) });
  counter.clock.advance(90_000);
  const wrong: Record<string, () => string> = {
    'no code at all': () => inUse.wrongCode(),
    'three steps late': () => inUse.code(-3),
    'two steps early': () => inUse.code(2),
    "A15 a user's token": () => users.code(),
    "A15 another corporation's token": () => other.inUse.code(),
    'a token in stock': () => corporation.token(3).code(),
  };
  const seen = new Set<string>();
  for (const [name, code] of Object.entries(wrong)) {
    const opened = await master.open({ operation: 'replace-token' });
    const { status, body, headers } = await master.prove(opened.body, code());
    const { instance, ...rest } = body;
    expect(instance, name).toMatch(/^urn:uuid:/);
    seen.add(JSON.stringify([status, rest, [...headers]]));
    // A right code in between: the count of wrong ones in a row would tell the tries left.
    await master.prove(opened.body, inUse.code());
    counter.clock.advance(30_000);
  }
  expect([...seen]).toHaveLength(1);
});

test('A25 one person has one count, however named', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const { corporationId } = corporation;
  for (const name of ['m1', 'Ｍ1', 'M1 ', ' M1', 'M1\u0000', 'M１', 'm１']) {
    expect((await verify(counter, corporationId, name, inUse.wrongCode())).status).not.toBe(422);
  }
  for (const id of [corporationId.toLowerCase(), `${corporationId} `]) {
    expect((await verify(counter, id, 'M1', inUse.wrongCode())).status).not.toBe(422);
  }
  const rows = await counter.context.database.read((tx) => tx.select().from(attempt));
  expect(rows).toEqual([]);
});

test('A26 no header makes the count begin anew', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'replace-token' });
  const path = `/intents/${opened.body.id}/proof`;
  const code = inUse.wrongCode();
  const told = [];
  for (let n = 1; n <= 5; n += 1) {
    const address = `203.0.113.${n}`;
    const { body } = await master.ask<{ code: string }>(
      'POST',
      path,
      { code },
      {
        'X-Forwarded-For': address,
        'X-Real-IP': address,
        Forwarded: `for=${address}`,
        'X-User-Id': `U0${n}`,
        'X-Forwarded-User': `U0${n}`,
        'User-Agent': `browser ${n}`,
      },
    );
    told.push(body.code);
  }
  expect(told.at(-1)).toBe('otp-paused');
  expect((await corporation.signIn()).cookie).not.toBe(master.cookie);
});

test('A33 looking at things is no attempt', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  for (let n = 0; n < 12; n += 1) {
    const opened = await master.open({ operation: 'replace-token' });
    await master.get(`/intents/${opened.body.id}`);
    await master.get('/usage-mode/preview?to=shared');
    await master.get('/members?page=1');
    await master.cancel(opened.body);
    counter.clock.advance(60_000);
  }
  const rows = await counter.context.database.read((tx) => tx.select().from(attempt));
  expect(rows).toEqual([]);
  const answer = await verify(counter, corporation.corporationId, 'M1', inUse.code());
  expect(answer.status).toBe(200);
});

test('A66 an unknown member and one without a token are alike', async () => {
  await using counter = await openCounter();
  const { corporation } = await setUp(counter, 'separate');
  const ask = async (customerId: string, corporationId = corporation.corporationId) => {
    const { instance, ...rest } = await verify(counter, corporationId, customerId, '123456');
    expect(instance).toMatch(/^urn:uuid:/);
    return rest;
  };
  const unregistered = await ask('U02');
  expect(unregistered.status).toBe(404);
  expect(await ask('NOBODY')).toEqual(unregistered);
  expect(await ask('M1', 'C9999')).toEqual(unregistered);
});
