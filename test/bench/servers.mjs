// The processes that a bench measures. Each is ended with the bench, however the bench ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a script of this package, and waits until `GET /livez` on `port` is answered at all. */
export async function start(script, { port, env, nodeOptions = [] }) {
  const child = spawn(process.execPath, [...nodeOptions, join(root, script)], {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  for (let attempt = 0; attempt < 300 && running.has(child); attempt += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/livez`).catch(() => undefined);
    if (answer !== undefined) return child;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${script} did not start`);
}

/** Ends a process in good order. */
export async function stop(child) {
  if (!running.has(child)) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/**
 * Processor time that a process has used, in µs; Linux counts it in hundredths of a second. On a
 * shared machine it says more than a rate does.
 */
export function processorTime({ pid }) {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ').slice(13, 15);
  return (Number(user) + Number(system)) * 10_000;
}
