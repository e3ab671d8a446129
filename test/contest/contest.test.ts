// Several processes submit one code at the same instant. At most one of them may win, always; and
// exactly one, as long as no process of the service is killed. What the answers said is then held
// against what the database says.
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { dialect } from '#columns';
import { minute, second } from '../../bff/durations.ts';
import { openArena } from './arena.ts';
import { type BankSize, period } from './bank.ts';
import { Contest } from './contest.ts';
import { readLedger } from './ledger.ts';
import { verification } from './submissions.ts';
import { Tally } from './tally.ts';

/** Contested steps, and submissions of each. */
const [stepsWanted = 0, submissions = 0] = (process.env.OTP_CONTEST ?? '2000x8')
  .split('x')
  .map(Number);
const engine = dialect === 'pg' ? 'PostgreSQL' : 'libSQL';

const fiftyTokens: BankSize = {
  separate: { corporations: 8, users: 5 },
  shared: { corporations: 2, users: 15 },
};
const eightTokens: BankSize = {
  separate: { corporations: 2, users: 2 },
  shared: { corporations: 2, users: 7 },
};
const oneToken: BankSize = {
  separate: { corporations: 1, users: 0 },
  shared: { corporations: 0, users: 0 },
};

/** All that a code may meet while nothing is broken, and while processes die. */
const answersOfOrder = ['intent-conflict', 'intent-order', 'otp-used', 'won'];
const answersOfFaults = [...answersOfOrder, 'busy', 'fence', 'outcome-unknown', 'unanswered'];

test('A2 P13 of many at one instant exactly one wins', { timeout: 20 * minute }, async () => {
  await using arena = await openArena(fiftyTokens);
  const { clock, tokens, config } = arena.bank;
  const rounds = Math.ceil(stepsWanted / tokens.length);
  const contest = new Contest(arena, { rounds, submissions });
  const since = clock.now();
  const begin = performance.now();
  for (let round = 0; round < rounds; round += 1) await contest.round();
  const took = (performance.now() - begin) / second;
  await arena.close();
  const { tally } = contest;
  console.log(`${engine}: ${tally.toString()}, ${took.toFixed(1)} s`);

  expect(tally.double).toEqual([]);
  expect(tally.won).toHaveLength(tally.contested);
  expect(Object.keys(tally.answers).sort()).toEqual(answersOfOrder);
  const ledger = await readLedger(config.databaseUrl, since);
  expect(ledger.spent.toSorted()).toEqual(tally.won.toSorted());
  expect(ledger.charged).toBe(0);
  const last = BigInt(Math.floor(clock.now() / (period * second)));
  for (const { token } of tokens) expect(ledger.lastSteps.get(token.tokenId)).toBe(last);
});

test('A2 A95 killed in the middle no code wins twice', { timeout: 5 * minute }, async () => {
  await using arena = await openArena(eightTokens);
  const { clock, tokens, config } = arena.bank;
  const kills = 5;
  const contest = new Contest(arena, { rounds: 3 * kills, submissions: 16 });
  const { tally } = contest;
  const since = clock.now();
  for (let kill = 0; kill < kills; kill += 1) {
    await contest.round(async () => {
      await setTimeout(kill * 15);
      await arena.service(kill).kill();
    });
    await arena.restart(kill);
    // On libSQL these codes stand behind the fence of the unclean start.
    await contest.round();
    const before = tally.won.length;
    await contest.round();
    expect(tally.won.length - before).toBe(tokens.length);
  }
  await arena.close();
  console.log(`${engine}, ${kills} kills: ${tally.toString()}`);

  expect(tally.double).toEqual([]);
  expect(answersOfFaults).toEqual(expect.arrayContaining(Object.keys(tally.answers)));
  expect(tally.answers.unanswered).toBeGreaterThan(0);
  const ledger = await readLedger(config.databaseUrl, since);
  expect(new Set(ledger.spent).size).toBe(ledger.spent.length);
  expect(ledger.spent).toEqual(expect.arrayContaining(tally.won));
  expect(ledger.charged).toBe(0);
});

test('A21 of two hundred guesses at once five count', { timeout: 3 * minute }, async () => {
  await using arena = await openArena(oneToken);
  const { tokens, clock, config, portalServer } = arena.bank;
  const [{ token, holders }] = tokens;
  const [member] = holders;
  const shown = new Set(token.codes(5, -2));
  const guesses = Array.from({ length: 205 }, (_, guess) => String(guess).padStart(6, '0'))
    .filter((code) => !shown.has(code))
    .slice(0, 200);
  const guessed = (code: string, index: number) =>
    verification(arena.service(index), member, code, portalServer);
  const answers = await arena.contestants.submit(guesses.map(guessed));
  const [right] = await arena.contestants.submit([guessed(token.code(), 0)]);
  await arena.close();

  const tally = new Tally();
  for (const answer of answers) tally.add(`${token.tokenId}/guesses`, answer);
  expect(tally.answers).toEqual({ 'otp-rejected': 4, 'otp-paused': 196 });
  expect(right).toEqual({ status: 429, code: 'otp-paused' });
  expect((await readLedger(config.databaseUrl, clock.now())).charged).toBe(5);
});
