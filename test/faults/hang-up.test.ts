// A104, P17: clients that hang up, in the middle of a request or before its answer, on every route
// that writes. Whoever asks again is told the truth, and nothing happens twice.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minute, second } from '../../bff/durations.ts';
import { openBank, type Bank } from './bank.ts';
import { differences } from './book.ts';
import { Caller } from './caller.ts';
import { readLeftBehind } from './left-behind.ts';
import { faultSeed, Random } from './random.ts';
import { Service } from './service.ts';

const enough = Number(process.env.OTP_FAULT_CUTS ?? 2000);
/** `npm test` has so much time for it; a slow machine cuts less often. */
const longest = Number(process.env.OTP_FAULT_SECONDS ?? 40) * second;

let folder: string;
let bank: Bank;
let now: number;

beforeEach(async () => {
  now = Date.UTC(2026, 3, 1, 9);
  folder = mkdtempSync(join(tmpdir(), 'otp-cut-'));
  bank = await openBank({ folder, now: () => now, corporations: 4 });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('P17 A104 no change twice, whenever a line is cut', { timeout: 20 * minute }, async () => {
  const seed = faultSeed();
  const random = new Random(seed);
  await using service = await Service.open(bank, { clock: { now } });
  const callers = bank.corporations.map((one) => new Caller(bank, one, service, random));
  const all = async (work: (caller: Caller) => Promise<void>) => {
    await Promise.all(callers.map(work));
    now += minute;
    await service.order({ now });
  };
  const sum = (kind: 'within' | 'after') =>
    callers.map(({ cuts }) => cuts[kind]).reduce((a, b) => a + b, 0);

  const since = performance.now();
  await all((caller) => caller.signIn());
  await all((caller) => caller.registerFirst());
  while (sum('within') + sum('after') < enough && performance.now() - since < longest) {
    await all((caller) => caller.signIn());
    await all((caller) => caller.replaceToken());
    await all((caller) => caller.verify());
    await all((caller) => caller.giveUp());
    await all((caller) => caller.replaceToken());
  }
  await service.kill();

  const { integrity, corporations } = readLeftBehind(bank.path);
  expect(integrity).toBe('ok');
  const odd = callers.flatMap(({ book, corporation: { corporationId } }) => {
    const left = corporations.get(corporationId);
    if (left === undefined) return ['a corporation is gone'];
    // What was given up is void, and was read to be so.
    return differences({ ...book, live: left.live }, left);
  });
  const changes = callers.map(({ book }) => book.version).reduce((a, b) => a + b, 0);
  process.stdout.write(
    `hung up: ${sum('within')} cuts within requests and ${sum('after')} before answers; ` +
      `${changes} changes, ${odd.length} with another effect than was told; ` +
      `seed ${seed}\n`,
  );
  expect(odd).toEqual([]);
  expect(sum('after')).toBeGreaterThan(100);
  expect(changes).toBeGreaterThan(callers.length);
});
