// One code proves one change, once: whoever asks, however often, at the same instant or later.
import { expect, test } from 'vitest';
import { minute } from '../../bff/durations.ts';
import { openCounter } from '../support/counter.ts';
import { setUp, shown } from '../support/procedures.ts';
import { verify } from '../support/verify.ts';

function tally(answers: { status: number; code?: string | undefined }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, code } of answers) {
    const name = code ?? String(status);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

test('A1 a code sent twice is used and costs nothing', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const code = inUse.code();
  expect(await verify(counter, corporation.corporationId, 'M1', code)).toMatchObject({
    status: 200,
  });
  for (let again = 0; again < 12; again += 1) {
    const answer = await verify(counter, corporation.corporationId, 'M1', code);
    expect(answer).toMatchObject({ status: 422, code: 'otp-used' });
  }
  counter.clock.advance(minute);
  expect((await verify(counter, corporation.corporationId, 'M1', inUse.code())).status).toBe(200);
});

test('A2 of fifty at one instant exactly one succeeds', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const code = inUse.code();
  const all = Array.from({ length: 50 }, () =>
    verify(counter, corporation.corporationId, 'M1', code),
  );
  expect(tally(await Promise.all(all))).toEqual({ 200: 1, 'otp-used': 49 });
});

test('A2 fifty proofs of one intent succeed exactly once', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'replace-token' });
  const code = inUse.code();
  const all = await Promise.all(Array.from({ length: 50 }, () => master.prove(opened.body, code)));
  const counts = tally(
    all.map(({ status, body }) => ({ status, code: status === 200 ? undefined : body.code })),
  );
  expect(counts).toEqual({ 200: 1, 'intent-order': 49 });
});

test('A3 an older code after a newer is refused', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const older = inUse.code(-1);
  expect((await verify(counter, corporation.corporationId, 'M1', inUse.code())).status).toBe(200);
  expect((await verify(counter, corporation.corporationId, 'M1', older)).code).toBe('otp-used');
});

test('A11 a used code stays used as long as it counts', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  for (const ahead of [-1, 0, 1]) {
    const code = inUse.code(ahead);
    const ask = () => verify(counter, corporation.corporationId, 'M1', code);
    expect((await ask()).status).toBe(200);
    const told = [];
    for (let waited = 10; waited <= 90; waited += 10) {
      counter.clock.advance(10_000);
      told.push((await ask()).code);
      // Past its time it is a wrong code like any other, and those are counted.
      if (told.at(-1) === 'otp-rejected') break;
    }
    expect(new Set(told)).toEqual(new Set(['otp-used', 'otp-rejected']));
    counter.clock.advance(2 * minute);
    inUse.drift = ahead;
    expect((await verify(counter, corporation.corporationId, 'M1', inUse.code())).status).toBe(200);
    inUse.drift = 0;
    counter.clock.advance(2 * minute);
    expect((await verify(counter, corporation.corporationId, 'M1', inUse.code())).status).toBe(200);
    counter.clock.advance(2 * minute);
  }
});

test('A7 the code of the registration proves nothing after', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const master = await corporation.signIn();
  const first = await master.open({ operation: 'register-first', to: 'separate' });
  const input = shown(corporation.token(0));
  await master.commit(first.body, input);
  const opened = await master.open({ operation: 'replace-token' });
  expect((await master.prove(opened.body, input.code ?? '')).body.code).toBe('otp-used');
});

test('P13 one code proves no second intent', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const code = inUse.code();
  const first = await master.open({ operation: 'replace-token' });
  expect((await master.prove(first.body, code)).status).toBe(200);
  const second = await master.open({ operation: 'change-usage-mode', to: 'shared' });
  expect((await master.prove(second.body, code)).body.code).toBe('otp-used');
});

test('P13 one code never both proves and registers', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'change-usage-mode', to: 'shared' });
  const code = inUse.code();
  await master.prove(opened.body, code);
  const commit = await master.commit(opened.body, { tokenId: inUse.tokenId, code });
  expect(commit.body.code).toBe('otp-used');
});

test('A28 a used code ends no row of wrong ones', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const ask = (code: string) => verify(counter, corporation.corporationId, 'M1', code);
  const used = inUse.code();
  expect((await ask(used)).status).toBe(200);
  for (let wrong = 1; wrong <= 4; wrong += 1) await ask(inUse.wrongCode());
  expect((await ask(used)).code).toBe('otp-used');
  expect((await ask(inUse.wrongCode())).code).toBe('otp-paused');
});

test('P47 two hundred at once are all answered', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'shared', { users: 20 });
  const wrong = inUse.wrongCode();
  const all = Array.from({ length: 200 }, (_, index) =>
    verify(
      counter,
      corporation.corporationId,
      `U${String((index % 20) + 1).padStart(2, '0')}`,
      wrong,
    ),
  );
  const counts = tally(await Promise.all(all));
  // Nobody had five of his own: the twentieth of all pauses the shared token for everybody.
  expect(counts).toEqual({ 'otp-rejected': 19, 'otp-paused': 181 });
  expect((await master.get('/usage-mode')).status).toBe(200);
});

test('A21 two hundred guesses at once are five', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const wrong = inUse.wrongCode();
  const all = Array.from({ length: 200 }, () =>
    verify(counter, corporation.corporationId, 'M1', wrong),
  );
  expect(tally(await Promise.all(all))).toEqual({ 'otp-rejected': 4, 'otp-paused': 196 });
});
