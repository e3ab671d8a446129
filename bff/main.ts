// The process: environment → configuration → service. What an operator can put right is told in
// sentences; everything else is a bug and keeps its stack.
import { ConfigError } from './config/config-error.ts';
import { readEnv } from './config/env.ts';
import { readConfig } from './config/read-config.ts';
import { ListenError } from './errors/listen-error.ts';
import { serve } from './serve.ts';

try {
  await serve(readConfig(readEnv()));
} catch (error) {
  // Without a configuration there is no log to write to; the faults quote no values.
  if (!(error instanceof ConfigError || error instanceof ListenError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
