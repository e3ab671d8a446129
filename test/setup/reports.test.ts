import { expect, test } from 'vitest';
import { addUp, settle, tallyVitest } from './reports.ts';
import { tallySessions } from './wtr-tally.ts';

const results = (...statuses: string[]) => statuses.map((status) => ({ status }));
const suite = (...tests: { name: string; passed: boolean; skipped: boolean }[]) => ({
  name: '',
  suites: [{ name: 'inner', suites: [], tests }],
  tests: [],
});
const passing = { name: 'a', passed: true, skipped: false };
const failing = { name: 'b', passed: false, skipped: false };
const skipped = { name: 'c', passed: true, skipped: true };

test('a runner that passed counts as it says', () => {
  expect(settle(true, { passed: 3, failed: 0 })).toEqual({ passed: 3, failed: 0 });
});

test.each([
  ['left no report', true, undefined, { passed: 0, failed: 1 }],
  ['ran no test', true, { passed: 0, failed: 0 }, { passed: 0, failed: 1 }],
  ['ended badly after passing', false, { passed: 3, failed: 0 }, { passed: 3, failed: 1 }],
  ['failed a test', false, { passed: 3, failed: 2 }, { passed: 3, failed: 2 }],
])('a runner that %s has failed', (_, ok, tally, settled) => {
  expect(settle(ok, tally)).toEqual(settled);
});

test('vitest: what did not run counts as failed', () => {
  const testResults = [
    { status: 'passed', assertionResults: results('passed', 'pending', 'todo') },
    { status: 'failed', assertionResults: results('passed', 'failed') },
  ];
  expect(tallyVitest({ testResults })).toEqual({ passed: 2, failed: 3 });
});

test('vitest: a file that does not load counts once', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }];
  expect(tallyVitest({ testResults })).toEqual({ passed: 0, failed: 1 });
});

test('wtr: nested, failed and skipped tests are counted', () => {
  const sessions = [{ passed: false, testResults: suite(passing, failing, skipped) }];
  expect(tallySessions(sessions)).toEqual({ passed: 1, failed: 2 });
});

test('wtr: a file that does not load counts once', () => {
  expect(tallySessions([{ passed: false }])).toEqual({ passed: 0, failed: 1 });
});

test('counts add up over the runners', () => {
  const sum = addUp([
    { passed: 2, failed: 0 },
    { passed: 1, failed: 1 },
  ]);
  expect(sum).toEqual({ passed: 3, failed: 1 });
});
