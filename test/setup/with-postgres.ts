// Runs a command with `OTP_TEST_POSTGRES` naming a real server that lives as long as the command:
//   node --conditions=source test/setup/with-postgres.ts vitest run --project pglite test/bff/store
import { startPostgres } from '../support/postgres-server.ts';
import { runJob } from './jobs.ts';

const [program, ...args] = process.argv.slice(2);
if (program === undefined) throw new Error('usage: with-postgres.ts COMMAND …');

await using server = await startPostgres();
process.env.OTP_TEST_POSTGRES = server.url;
const { ok } = await runJob({ name: 'on PostgreSQL', command: [program, ...args] });
process.exitCode = ok ? 0 : 1;
