import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { minute } from '../../bff/durations.ts';

/** A program of the run. Its output is passed on line by line under its name. */
export interface Job {
  name: string;
  command: readonly [program: string, ...args: string[]];
}

export interface JobResult {
  name: string;
  ok: boolean;
  /** Seconds. */
  took: number;
}

/** No job takes as long; one that does hangs. */
const timeLimit = 25 * minute;
const running = new Set<ChildProcess>();

/** Runs one job to its end. Never throws: a job that can't start has failed. */
export async function runJob({ name, command: [program, ...args] }: Job): Promise<JobResult> {
  const begin = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      console.log(`[${name}] ${line}`);
    });
  }
  const timer = setTimeout(() => {
    console.log(`[${name}] stopped after ${String(timeLimit / minute)} minutes`);
    stop(child);
  }, timeLimit);
  const ok = await new Promise<boolean>((resolve) => {
    child.on('error', ({ message }) => {
      console.log(`[${name}] ${message}`);
      resolve(false);
    });
    child.on('close', (code) => {
      resolve(code === 0);
    });
  });
  clearTimeout(timer);
  running.delete(child);
  return { name, ok, took: (performance.now() - begin) / 1000 };
}

/** Runs the jobs in order, as many at a time as `lanes` says. */
export async function runJobs(jobs: readonly Job[], lanes: number): Promise<JobResult[]> {
  const results: JobResult[] = [];
  const waiting = [...jobs];
  const lane = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      results.push(await runJob(job));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

/** Ends whatever still runs, with all that it started. */
export function stopJobs(): void {
  for (const child of running) stop(child);
}

function stop({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended in between.
  }
}
