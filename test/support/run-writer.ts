import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Many writers are started; each compiles the same modules. */
const cache = join(import.meta.dirname, '../../node_modules/.cache/otp-madoguchi/compiled');

export interface Writer {
  readonly process: ChildProcess;
  /** Grows while the process tells. */
  readonly lines: readonly string[];
  /** Waits for a line that begins so. */
  told(beginning: string): Promise<void>;
  /** Waits until the process ended and all it told was read. */
  ended(): Promise<void>;
}

/** Starts `writer.ts` on a file. `blocks`: the largest file it may write, in `ulimit -f` blocks. */
export function runWriter(path: string, options: { bytes?: number; blocks?: number } = {}): Writer {
  const { bytes = 10, blocks = 'unlimited' } = options;
  const script = join(import.meta.dirname, 'writer.ts');
  const child = spawn(
    'sh',
    [
      '-c',
      `ulimit -f ${blocks}; exec "$0" "$@"`,
      process.execPath,
      '--conditions=source',
      script,
      path,
      `${bytes}`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_COMPILE_CACHE: cache } },
  );
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const closed = once(reader, 'close');
  return {
    process: child,
    lines,
    told: async (beginning) => {
      while (!lines.some((line) => line.startsWith(beginning))) await once(reader, 'line');
    },
    ended: async () => {
      await closed;
    },
  };
}
