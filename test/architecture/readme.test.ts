// README shows the portal's integration as the file that ships and runs, letter for letter.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './root.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** A comment that names a file, and the block of code below it. */
const embedded = /^<!-- (\S+) -->\n```\w+\n(.*?)^```$/gms;

test('the code in README is the text of the file that it names', () => {
  const blocks = [...read('README.md').matchAll(embedded)];
  expect(blocks.map(([, path]) => path)).toEqual(['docs/samples/portal/vouch.mjs']);
  for (const [, path = '', code] of blocks) expect(code).toBe(read(path));
});
