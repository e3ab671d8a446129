import { expect, test } from 'vitest';
import { day, minute } from '../../../bff/durations.ts';
import { afterSuccess, charge, isPaused, noAttempts } from '../../../bff/otp/attempts.ts';

const now = 1_775_034_000_000;

/** Wrong codes one after the other, each at the first instant at which it is heard. */
function wrongCodes(count: number, options = { shared: false }) {
  let at = now;
  let charged = charge(noAttempts, at, options);
  for (let n = 1; n < count; n += 1) {
    at = Math.max(at, charged.attempts.pausedUntil);
    charged = charge(charged.attempts, at, options);
  }
  return { ...charged, at };
}

test('tries left are told from the third on', () => {
  expect([1, 2, 3, 4].map((count) => wrongCodes(count).triesLeft)).toEqual([
    undefined,
    undefined,
    2,
    1,
  ]);
});

test('the fifth in a row pauses, longer each time', () => {
  const pauses = [5, 10, 15, 20].map((count) => {
    const { attempts, at } = wrongCodes(count, { shared: true });
    return (attempts.pausedUntil - at) / minute;
  });
  expect(pauses).toEqual([30, 60, 120, 120]);
});

test('ten without a success disable the token', () => {
  expect(wrongCodes(9).disable).toBe(false);
  expect(wrongCodes(10).disable).toBe(true);
});

test('A32 a shared token is never disabled by one actor', () => {
  expect(wrongCodes(200, { shared: true }).disable).toBe(false);
});

test('A27 thirty in a day disable, successes in between', () => {
  let attempts = noAttempts;
  const disabled = [];
  for (let n = 1; n <= 30; n += 1) {
    const charged = charge(attempts, now + n * minute, { shared: false });
    disabled.push(charged.disable);
    attempts = afterSuccess(charged.attempts);
  }
  expect(disabled.indexOf(true)).toBe(29);
  expect(charge(attempts, now + day + minute, { shared: false }).attempts.inWindow).toBe(1);
});

test('a pause ends at its instant and not before', () => {
  const { attempts } = wrongCodes(5);
  expect(isPaused(attempts, attempts.pausedUntil - 1)).toBe(true);
  expect(isPaused(attempts, attempts.pausedUntil)).toBe(false);
});
