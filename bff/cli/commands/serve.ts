import type { Command } from 'commander';
import { readConfig } from '../../config/read-config.ts';
import { serve } from '../../serve.ts';
import type { Terminal } from '../terminal.ts';

/** `otp-madoguchi serve`: the service itself, until a signal comes. The same as `dist/bff/main.js`. */
export function addServe(command: Command, terminal: Terminal): void {
  command.action(() => serve(readConfig(terminal.env)));
}
