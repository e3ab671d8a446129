// What wrong codes cost, over HTTP: counted for the token and who typed, whatever he opens anew.
import { expect, test } from 'vitest';
import { minute } from '../../bff/durations.ts';
import { openCounter } from '../support/counter.ts';
import type { Person } from '../support/person.ts';
import { setUp, shown } from '../support/procedures.ts';

/** Proves a change of its own with a code; gives what came back. */
async function tryCode(person: Person, code: string) {
  const opened = await person.open({ operation: 'replace-token' });
  return (await person.prove(opened.body, code)).body;
}

test('A24 a new session or intent resets no counter', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const wrong = inUse.wrongCode();
  const told = [];
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    const { code, triesLeft } = await tryCode(await corporation.signIn(), wrong);
    told.push(triesLeft === undefined ? code : `${code} ${triesLeft}`);
  }
  expect(told).toEqual([
    'otp-rejected',
    'otp-rejected',
    'otp-rejected 2',
    'otp-rejected 1',
    'otp-paused',
    'otp-paused',
  ]);
});

test('a paused actor is refused even with the right code', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const wrong = inUse.wrongCode();
  const opened = await master.open({ operation: 'replace-token' });
  for (let attempt = 1; attempt <= 5; attempt += 1) await master.prove(opened.body, wrong);
  const paused = await master.prove(opened.body, inUse.code());
  expect(paused).toMatchObject({ status: 429, body: { code: 'otp-paused' } });
  expect(Date.parse(paused.body.retryAt ?? '') - counter.clock.now()).toBe(30 * minute);
  expect(paused.headers.get('Retry-After')).toBe('1800');
  counter.clock.advance(30 * minute);
  expect((await tryCode(await corporation.signIn(), inUse.code())).state).toBe('proved');
});

test('the tenth without success disables until the bank acts', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const wrong = inUse.wrongCode();
  for (let attempt = 1; attempt <= 9; attempt += 1) {
    if (attempt === 6) counter.clock.advance(31 * minute);
    await tryCode(await corporation.signIn(), attempt === 6 ? inUse.wrongCode() : wrong);
  }
  const last = await tryCode(await corporation.signIn(), inUse.wrongCode());
  expect(last.code).toBe('token-disabled');
  counter.clock.advance(24 * 60 * minute);
  const master = await corporation.signIn();
  expect((await master.open({ operation: 'replace-token' })).body.code).toBe('token-disabled');
});

test('A31 a code that is malformed is neither heard nor charged', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'replace-token' });
  for (const code of [
    '12345',
    '1234567',
    '12345a',
    '１２３４５',
    '٠١٢٣٤٥',
    '-12345',
    '1e5000',
    ' '.repeat(6),
  ]) {
    expect((await master.prove(opened.body, code)).body).toMatchObject({
      code: 'otp-format',
      digits: 6,
    });
  }
  const wide = inUse
    .code()
    .replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  expect((await master.prove(opened.body, wide)).body.state).toBe('proved');
});

test('A6 a code that is no string is refused', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'replace-token' });
  for (const code of [123456, ['123456'], { $gt: '' }, null, true]) {
    const answer = await master.ask('POST', `/intents/${opened.body.id}/proof`, { code });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  }
  await master.prove(opened.body, inUse.code());
  expect((await master.commit(opened.body, shown(corporation.token(1)))).status).toBe(200);
});

test('A35 fields that nobody asked for are refused', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'replace-token' });
  await master.prove(opened.body, inUse.code());
  const input = shown(corporation.token(1));
  for (const extra of [
    { secret: 'AAAA' },
    { corporationId: 'C0002' },
    { lastStep: 0 },
    { state: 'held' },
  ]) {
    const answer = await master.ask('POST', `/intents/${opened.body.id}/commit`, {
      ...input,
      ...extra,
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  }
  expect((await master.commit(opened.body, input)).status).toBe(200);
});
