// The process: environment → configuration → service. What an operator can put right is told in
// sentences; everything else is a bug and keeps its stack.
import { readEnv } from './config/env.ts';
import { readConfig } from './config/read-config.ts';
import { StartFault } from './errors/start-fault.ts';
import { serve } from './serve.ts';

try {
  await serve(readConfig(readEnv()));
} catch (error) {
  // Perhaps there is no configuration, and no log to write to; the faults quote no secrets.
  if (!(error instanceof StartFault)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
