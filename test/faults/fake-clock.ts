// A wall clock of one process that is turned from outside while it runs, by Debian's libfaketime.
// The monotonic clock stays the machine's, as it does when a person or a time server turns a clock.
import { execFileSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { second } from '../../bff/durations.ts';

export interface FakeClock {
  /** What a process must be started with. */
  env: Record<string, string>;
  /** Milliseconds by which it is off from the machine's clock. */
  turn(by: number): void;
}

/** @throws {Error} that says what to install where it is missing: no test passes without it. */
export function fakeClock(folder: string): FakeClock {
  const file = join(folder, 'clock');
  const turn = (by: number) => {
    // At once as a whole: the process reads it whenever it asks for the time.
    writeFileSync(`${file}.new`, `${by < 0 ? '-' : '+'}${Math.abs(by) / second}\n`);
    renameSync(`${file}.new`, file);
  };
  turn(0);
  return {
    env: {
      LD_PRELOAD: library(),
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    turn,
  };
}

/** The library of this machine's kind, for programs with several threads. */
function library(): string {
  try {
    const preloads = execFileSync('faketime', ['-m', '-f', '+0', 'printenv', 'LD_PRELOAD']);
    return preloads.toString().trim();
  } catch (cause) {
    throw new Error('faketime is missing: apt-get install faketime', { cause });
  }
}
