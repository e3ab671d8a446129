// `npm run db:generate NAME`: what the schema has that the migrations lack, for both dialects.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const [name = 'schema', ...options] = process.argv.slice(2);
const folder = new URL('../bff/store/migrations/', import.meta.url);

for (const [dialect, conditions] of [
  ['sqlite', '--conditions=source'],
  ['pg', '--conditions=source --conditions=pg'],
]) {
  const { status } = spawnSync('npx', ['drizzle-kit', 'generate', '--name', name, ...options], {
    env: { ...process.env, NODE_OPTIONS: conditions, OTP_DIALECT: dialect },
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

// drizzle-kit can't write STRICT, without which SQLite stores any type in any column.
for (const file of readdirSync(new URL('sqlite/', folder)).filter((each) =>
  each.endsWith('.sql'),
)) {
  const path = new URL(`sqlite/${file}`, folder);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/^(CREATE TABLE [^;]*\n\));$/gm, '$1 STRICT;'));
}
