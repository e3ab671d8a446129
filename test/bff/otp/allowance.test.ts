import { expect, test } from 'vitest';
import { hour, minute } from '../../../bff/durations.ts';
import { registrationCodes, spentUntil, use, type Used } from '../../../bff/otp/allowance.ts';

const now = 1_775_034_000_000;
const unused: Used = { count: 0, windowStart: 0 };

function used(times: number): Used {
  let all = unused;
  for (let n = 0; n < times; n += 1) all = use(all, registrationCodes, now + n * minute);
  return all;
}

test('ten in an hour are allowed and no more', () => {
  expect(spentUntil(unused, registrationCodes, now)).toBeUndefined();
  expect(spentUntil(used(9), registrationCodes, now + 9 * minute)).toBeUndefined();
  expect(spentUntil(used(10), registrationCodes, now + 10 * minute)).toBe(now + hour);
});

test('after its hour a new window opens', () => {
  expect(spentUntil(used(10), registrationCodes, now + hour)).toBeUndefined();
  expect(use(used(10), registrationCodes, now + hour)).toEqual({
    count: 1,
    windowStart: now + hour,
  });
});

test('A11 a clock that went back opens no window', () => {
  expect(spentUntil(used(10), registrationCodes, now - hour)).toBe(now + hour);
});

test('A10 a pair of codes costs two', () => {
  expect(use(used(8), registrationCodes, now, 2).count).toBe(10);
});
