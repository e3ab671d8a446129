import { expect, test } from 'vitest';
import {
  anyTypes,
  environmentReads,
  evadedTests,
  overlongFile,
  suppressions,
} from './house-rules.ts';
import { root } from './root.ts';
import { parseSource, readSources, type SourceFile } from './source-tree.ts';

const product = readSources(root, ['bff', 'widget']);
const everything = readSources(root, ['bff', 'widget', 'demo', 'docs', 'test', '.ci']);
const rows = (count: number) => 'let row = 1;\n'.repeat(count);

interface Rule {
  name: string;
  check: (file: SourceFile) => string[];
  files: SourceFile[];
  /** Each of these breaks the rule in one place, which proves that the rule can fail. */
  broken: string[];
  kept: string[];
}

const rules: Rule[] = [
  {
    name: 'files over 300 lines say why',
    check: overlongFile,
    files: everything,
    broken: [rows(301), `// A table of vectors.\n${rows(301)}`],
    kept: [rows(300), `// Over 300 lines: published vectors, kept in one piece.\n${rows(301)}`],
  },
  {
    name: 'no comment silences a tool',
    check: suppressions,
    files: everything,
    broken: [
      '// eslint-disable-next-line eqeqeq\na == b;',
      '/* eslint-disable */',
      'call(\n  // @ts-expect-error wrong on purpose\n  1,\n);',
      'a(); // @ts-ignore',
      '// @ts-nocheck\nexport {};',
      'const rows = [\n  1, // prettier-ignore\n];',
    ],
    kept: ["const words = '// eslint-disable';", '// Nothing to silence here.\na();'],
  },
  {
    name: 'every test that is written runs',
    check: evadedTests,
    files: everything,
    broken: [
      "it.skip('a', () => {});",
      "describe.only('a', () => {});",
      "test.todo('a');",
      "it.each([1]).skip('a', () => {});",
      "it.skipIf(slow)('a', () => {});",
      'it("a", function () { this.skip(); });',
      "xit('a', () => {});",
    ],
    kept: ["it('skips nothing', () => {});", 'menu.skip();', 'readFileSync(path, options.only);'],
  },
  {
    name: 'no type is any',
    check: anyTypes,
    files: everything,
    broken: ['let a: any;', 'const a = b as any;', 'function f(a: any[]) {}'],
    kept: ['let a: unknown;', "const any = 'any';", 'Promise.any([]);'],
  },
  {
    name: 'only bff/config/env.ts reads the environment',
    check: environmentReads,
    files: product.filter(({ path }) => path !== 'bff/config/env.ts'),
    broken: [
      'const port = process.env.PORT;',
      "const port = process['env'].PORT;",
      'const { env } = process;',
      "import { env } from 'node:process';",
      'read(process.env);',
    ],
    kept: ['function read(env: Env) { return env.PORT; }', "process.on('SIGTERM', stop);"],
  },
];

test.each(rules)('$name', ({ check, files }) => {
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap(check)).toEqual([]);
});

const brokenCases = rules.flatMap(({ check, name, broken }) =>
  broken.map((text) => ({ check, name, text: text.slice(0, 60), file: parseSource('a.ts', text) })),
);

test.each(brokenCases)('$name: $text is found', ({ check, file }) => {
  expect(check(file)).toHaveLength(1);
});

const keptCases = rules.flatMap(({ check, name, kept }) =>
  kept.map((text) => ({ check, name, text: text.slice(0, 60), file: parseSource('a.ts', text) })),
);

test.each(keptCases)('$name: $text is accepted', ({ check, file }) => {
  expect(check(file)).toEqual([]);
});
