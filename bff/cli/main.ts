#!/usr/bin/env node
import { readEnv } from '../config/env.ts';
import { runCli } from './program.ts';

process.exitCode = await runCli(process.argv.slice(2), {
  env: readEnv(),
  print: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
});
