import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Apart from the other tests: a contest wants the machine for itself. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    pool: 'forks',
    fileParallelism: false,
    projects: [
      { name: 'libsql', conditions: ['source', 'node'] },
      { name: 'postgresql', conditions: ['source', 'pg', 'node'] },
    ].map(({ name, conditions }) => ({
      resolve: { conditions },
      ssr: { resolve: { conditions } },
      test: { name, include: ['test/contest/**/*.test.ts'], environment: 'node' as const },
    })),
  },
});
