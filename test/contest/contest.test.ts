// Several processes submit one code at the same instant. At most one of them may win, always; and
// exactly one, as long as no process of the service is killed. What the answers said is then held
// against what the database says.
import { expect, test } from 'vitest';
import { dialect } from '#columns';
import { minute, second } from '../../bff/durations.ts';
import { openArena } from './arena.ts';
import { type BankSize, period } from './bank.ts';
import { Contest } from './contest.ts';
import { readLedger } from './ledger.ts';

const stepsWanted = Number(process.env.OTP_CONTEST_STEPS ?? 2000);
/** Fifty tokens. */
const size: BankSize = {
  separate: { corporations: 8, users: 5 },
  shared: { corporations: 2, users: 15 },
};

test('A2 P13 of sixteen at one instant exactly one wins', { timeout: 20 * minute }, async () => {
  await using arena = await openArena(size);
  const { clock, tokens, config } = arena.bank;
  const rounds = Math.ceil(stepsWanted / tokens.length);
  const contest = new Contest(arena, rounds);
  const begin = performance.now();
  const since = clock.now();
  for (let round = 0; round < rounds; round += 1) await contest.round();
  const took = (performance.now() - begin) / second;
  await arena.close();
  const { tally } = contest;
  console.log(`${dialect}: ${tally.toString()}; ${took.toFixed(1)} s`, tally.answers);

  expect(tally.double).toEqual([]);
  expect(tally.won).toHaveLength(tally.contested);
  expect(Object.keys(tally.answers).sort()).toEqual([
    'intent-conflict',
    'intent-order',
    'otp-used',
    'won',
  ]);
  const ledger = await readLedger(config.databaseUrl, since);
  expect(ledger.spent.toSorted()).toEqual(tally.won.toSorted());
  expect(ledger.charged).toBe(0);
  const last = BigInt(Math.floor(clock.now() / (period * second)));
  for (const { token } of tokens) expect(ledger.lastSteps.get(token.tokenId)).toBe(last);
});
