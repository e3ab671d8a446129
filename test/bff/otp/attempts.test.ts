import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day, hour, minute } from '../../../bff/durations.ts';
import {
  afterSuccess,
  type Attempts,
  charge,
  chargeShared,
  isDisabled,
  isPaused,
  noAttempts,
  triesLeft,
} from '../../../bff/otp/attempts.ts';

const now = 1_775_034_000_000;

/** Wrong codes one after the other, each at the first instant at which it is heard. */
function wrongCodes(times: number, count: typeof charge = charge) {
  let at = now;
  let attempts = count(noAttempts, at);
  for (let n = 1; n < times; n += 1) {
    at = Math.max(at, attempts.pausedUntil);
    attempts = count(attempts, at);
  }
  return { attempts, at };
}

describe('wrong codes of one actor', () => {
  test('tries left are told from the third on', () => {
    const left = [1, 2, 3, 4, 6, 8].map((count) => triesLeft(wrongCodes(count).attempts));
    expect(left).toEqual([undefined, undefined, 2, 1, undefined, 2]);
  });

  test('the fifth in a row pauses, longer each time', () => {
    const pauses = [5, 10, 15, 20].map((count) => {
      const { attempts, at } = wrongCodes(count);
      return (attempts.pausedUntil - at) / minute;
    });
    expect(pauses).toEqual([30, 60, 120, 120]);
  });

  test('A29 no number of wrong codes lets a pause run over', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(2 ** 45), (consecutive, at) => {
        const { pausedUntil } = charge({ ...noAttempts, consecutive }, at);
        const lasts = pausedUntil === 0 ? 0 : (pausedUntil - at) / minute;
        expect((consecutive + 1) % 5 === 0 ? [30, 60, 120] : [0]).toContain(lasts);
      }),
    );
  });

  test('ten without a success wait for the bank', () => {
    expect(isDisabled(wrongCodes(9).attempts)).toBe(false);
    expect(isDisabled(wrongCodes(10).attempts)).toBe(true);
  });

  test('A27 thirty in any day wait, successes in between', () => {
    const every = 47 * minute;
    let attempts = noAttempts;
    const disabled = [];
    for (let n = 1; n <= 30; n += 1) {
      const charged = charge(attempts, now + n * every);
      disabled.push(isDisabled(charged));
      attempts = afterSuccess(charged);
    }
    expect(disabled.indexOf(true)).toBe(29);
  });

  test('A27 the day rolls: no midnight makes room for thirty', () => {
    let attempts = noAttempts;
    for (let n = 0; n < 29; n += 1) {
      attempts = afterSuccess(charge(attempts, now + day - minute + n));
    }
    expect(isDisabled(charge(attempts, now + day + minute))).toBe(true);
    expect(isDisabled(charge(attempts, now + 2 * day))).toBe(false);
  });

  test('before the thirtieth of a day tries left are told', () => {
    let attempts = noAttempts;
    for (let n = 0; n < 28; n += 1) attempts = afterSuccess(charge(attempts, now + n));
    expect(triesLeft(charge(attempts, now + 30))).toBe(1);
  });

  test('a pause ends at its instant and not before', () => {
    const { attempts } = wrongCodes(5);
    expect(isPaused(attempts, attempts.pausedUntil - 1)).toBe(true);
    expect(isPaused(attempts, attempts.pausedUntil)).toBe(false);
  });

  test('I10 no order of events lets more than ten be judged', () => {
    const waits = fc.array(fc.integer({ min: -hour, max: 3 * hour }), { maxLength: 60 });
    fc.assert(
      fc.property(waits, (spans) => {
        let [at, judged, attempts] = [now, 0, noAttempts];
        for (const span of spans) {
          at += span;
          if (isPaused(attempts, at) || isDisabled(attempts)) continue;
          attempts = charge(attempts, at);
          judged += 1;
        }
        expect(judged).toBeLessThanOrEqual(10);
      }),
    );
  });
});

describe('wrong codes of all who use a shared token', () => {
  test('A32 twenty in any hour pause it for everybody', () => {
    let attempts: Attempts = noAttempts;
    for (let n = 0; n < 20; n += 1) attempts = chargeShared(attempts, now + n * minute);
    expect(attempts.pausedUntil).toBe(now + hour);
    const next = chargeShared(attempts, now + hour);
    expect(next.pausedUntil).toBe(now + hour + minute);
  });

  test('never more than twenty are judged in an hour', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6 * minute), { maxLength: 120 }), (spans) => {
        let [at, attempts] = [now, noAttempts];
        const judged: number[] = [];
        for (const span of spans) {
          at += span;
          if (isPaused(attempts, at) || isDisabled(attempts)) continue;
          attempts = chargeShared(attempts, at);
          judged.push(at);
        }
        const most = judged.map((one) => judged.filter((two) => two >= one && two < one + hour));
        expect(Math.max(0, ...most.map((within) => within.length))).toBeLessThanOrEqual(20);
      }),
    );
  });

  test('a hundred without a success wait for the bank', () => {
    expect(isDisabled(wrongCodes(99, chargeShared).attempts)).toBe(false);
    expect(isDisabled(wrongCodes(100, chargeShared).attempts)).toBe(true);
  });
});
