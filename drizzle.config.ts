import { defineConfig } from 'drizzle-kit';

// One schema, two dialects: `.ci/generate-migrations.mjs` runs drizzle-kit once for each, under the
// condition by which `#columns` is read.
const isPostgres = process.env['OTP_DIALECT'] === 'pg';

export default defineConfig({
  dialect: isPostgres ? 'postgresql' : 'sqlite',
  schema: './bff/store/schema/index.ts',
  out: `./bff/store/migrations/${isPostgres ? 'pg' : 'sqlite'}`,
});
