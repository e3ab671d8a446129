import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { HistoryRows } from './history-rows.ts';

const program = fileURLToPath(new URL('verify_history.py', import.meta.url));

/** For each bank the first wrong entries that the program in Python finds: corporation and number. */
export function verifyInPython(environment: string, banks: HistoryRows[]): [string, number][][] {
  const input = JSON.stringify({
    environment,
    banks: banks.map(({ corporations, entries }) => ({
      corporations,
      entries: [...entries.values()].flat(),
    })),
  });
  const options = { input, encoding: 'utf8', maxBuffer: 2 ** 26 } as const;
  const { status, stdout, stderr } = spawnSync('python3', ['-I', program], options);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as [string, number][][];
}
