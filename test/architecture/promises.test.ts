// The table of promises tells the truth about itself: sixty rows in order, counts that are right, and
// for each promise that is held a program that is there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './root.ts';

const states = ['held', 'partly', 'not'] as const;
const promises = 60;

const text = readFileSync(join(root, 'docs/promises.md'), 'utf8');
const rows = [...text.matchAll(/^\| P(\d+) +\| (.+?) +\| (\w+) +\| (.+?) +\|$/gm)].map(
  ([, number, promise, state, shownBy = '']) => ({
    number: Number(number),
    promise,
    state,
    files: [...shownBy.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  }),
);

test('all sixty promises stand in order, each with a state', () => {
  expect(rows.map(({ number }) => number)).toEqual(
    Array.from({ length: promises }, (_, index) => index + 1),
  );
  for (const { number, state } of rows) expect(states, `P${String(number)}`).toContain(state);
});

test('a promise that is held is shown by programs that are there', () => {
  const held = rows.filter(({ state }) => state === 'held');
  for (const { number, files } of held) {
    expect(files, `P${String(number)}`).not.toEqual([]);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  }
});

test('the counts at the top are those of the table', () => {
  const [held, partly, not] = states.map(
    (state) => rows.filter((row) => row.state === state).length,
  );
  const sentence = text.replaceAll(/\s+/g, ' ');
  expect(sentence).toContain(
    `Of ${String(promises)} promises ${String(held)} are held, ${String(partly)} are partly held, and ${String(not)} are not.`,
  );
});
