import { defineConfig } from 'vitest/config';

/** What touches the database; run once for each dialect. */
const stored = [
  'test/bff/store/**/*.test.ts',
  'test/bff/desk/**/*.test.ts',
  'test/bff/watch/**/*.test.ts',
  'test/flows/**/*.test.ts',
  'test/security/**/*.test.ts',
  'test/fuzz/**/*.test.ts',
];

/** `#columns` and `#database` are read under these conditions, as `node --conditions=…` does it. */
function project(name: string, conditions: string[], include: string[], exclude: string[] = []) {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: { name, include, exclude, environment: 'node', testTimeout: 60_000, hookTimeout: 60_000 },
  };
}

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      project(
        'libsql',
        ['source', 'node'],
        [
          ...stored,
          'test/bff/**/*.test.ts',
          'test/architecture/**/*.test.ts',
          'test/demo/**/*.test.ts',
          'test/docs/**/*.test.ts',
          'test/setup/**/*.test.ts',
        ],
        ['test/bff/store/pg/**'],
      ),
      project('pglite', ['source', 'pg', 'node'], stored, [
        'test/bff/store/sqlite/**',
        '**/*.sqlite.test.ts',
      ]),
      project('faults', ['source', 'node'], ['test/faults/**/*.test.ts']),
      project('model', ['source', 'node'], ['test/model/**/*.test.ts']),
    ],
  },
});
