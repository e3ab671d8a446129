// Runs a command with `OTP_TEST_POSTGRES` naming a real server that lives as long as the command:
//   npm run test:postgres
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startPostgres } from '../support/postgres-server.ts';

const [program, ...args] = process.argv.slice(2);
if (program === undefined) throw new Error('usage: with-postgres.ts COMMAND …');

await using server = await startPostgres();
const env = { ...process.env, OTP_TEST_POSTGRES: server.url };
const [code] = (await once(spawn(program, args, { stdio: 'inherit', env }), 'exit')) as [number];
process.exitCode = code === 0 ? 0 : 1;
