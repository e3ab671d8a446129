import { expect, test } from 'vitest';
import { roomOf, strayImports } from './import-table.ts';
import { findCycles, importsOf } from './imports.ts';
import { root } from './root.ts';
import { parseSource, readSources } from './source-tree.ts';

const sources = readSources(root, ['bff', 'widget', 'demo', 'docs']);
const imports = sources.flatMap(importsOf);
const importsIn = (path: string, text: string) => importsOf(parseSource(path, text));

test('every file stands in a room', () => {
  expect(sources.map(({ path }) => path).filter((path) => roomOf(path) === undefined)).toEqual([]);
});

test('rooms import only what the table allows', () => {
  expect(imports.length).toBeGreaterThan(0);
  expect(strayImports(imports)).toEqual([]);
});

test('imports form no ring anywhere, types included', () => {
  expect(findCycles(imports)).toEqual([]);
});

test('A34: totp.ts alone imports otplib', () => {
  const importers = imports.filter(({ to }) => /^@?otplib/.test(to)).map(({ from }) => from);
  expect([...new Set(importers)]).toEqual(['bff/otp/totp.ts']);
});

test.each([
  ['a route into the store', 'bff/routes/members.ts', "import { database } from '#database';"],
  ['a route into otp, by type', 'bff/routes/a.ts', "import type { A } from '../otp/token.ts';"],
  ['a verb into otplib', 'bff/counter/a.ts', "import { verify } from 'otplib';"],
  ['the rules into otplib', 'bff/otp/code-check.ts', "export { verify } from '@otplib/core';"],
  ['the contract into anything', 'bff/contract/a.ts', "import { day } from '../durations.ts';"],
  ['a lazy import', 'widget/parts/a.ts', "await import('hono');"],
  ['an import type', 'bff/otp/a.ts', "let a: import('../store/database.ts').Database;"],
  ['the widget into the service', 'widget/client/a.ts', "import '../../bff/app.ts';"],
  ['one element into another', 'widget/otp-usage-mode/a.ts', "import '../otp-member-list/a.ts';"],
  ['zod in the page', 'widget/client/a.ts', "import { z } from 'zod';"],
  ['the demo behind the entries', 'demo/a.ts', "import { a } from '../bff/otp/totp.ts';"],
  ['a type-only room as a value', 'bff/routes/a.ts', "import { a } from '../ports.ts';"],
  ['the counter into the desk', 'bff/counter/a.ts', "import { a } from '../desk/a.ts';"],
  ['the root, by type', 'bff/judging/a.ts', "import type { A } from '../context.ts';"],
  ['a file of no room', 'bff/attic/a.ts', "import { a } from '../clock.ts';"],
])('the table refuses %s', (_, path, text) => {
  expect(strayImports(importsIn(path, text))).not.toEqual([]);
});

test('a ring is found', () => {
  const ring = [
    ...importsIn('a.ts', "import { b } from './b.ts';"),
    ...importsIn('b.ts', "export * from './c.ts';"),
    ...importsIn('c.ts', "import { type A } from './a.ts';"),
  ];
  expect(findCycles(ring)).toEqual([['a.ts', 'b.ts', 'c.ts']]);
});

test('a ring that types close is one too', () => {
  const pair = [
    ...importsIn('a.ts', "import { b } from './b.ts';"),
    ...importsIn('b.ts', "import type { A } from './a.ts';"),
  ];
  expect(findCycles(pair)).toEqual([['a.ts', 'b.ts']]);
});

test('a conditional import leads to both dialects', () => {
  const targets = importsIn('bff/store/a.ts', "import { text } from '#columns';").map((e) => e.to);
  expect(targets).toEqual(['bff/store/columns.sqlite.ts', 'bff/store/columns.pg.ts']);
});
