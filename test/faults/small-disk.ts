// A disk that is soon full: a tmpfs of its own, mounted where only the processes that are put there
// see it. Nothing of the machine is changed, and it is gone with the process that holds it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  rmSync,
  rmdirSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const page = 4096;
const chunk = Buffer.alloc(64 * page);

export interface SmallDisk extends AsyncDisposable {
  /** Where it lies for the processes that are run `through` it. */
  inside: string;
  /** Where it lies for everybody else. */
  outside: string;
  /** The command that runs another one beside the disk. */
  through: string[];
  /** Takes all that is left but so many pages of 4 KiB. */
  fill(pagesLeft?: number): void;
  free(): void;
}

/** @throws {Error} where no tmpfs can be mounted, with what would permit it. */
export async function mountSmallDisk(bytes: number): Promise<SmallDisk> {
  const inside = mkdtempSync(join(tmpdir(), 'otp-disk-'));
  const isRoot = process.getuid?.() === 0;
  const script = `mount -t tmpfs -o size=${bytes} tmpfs "$0" && echo mounted && exec cat`;
  const holder = spawn('unshare', [isRoot ? '-m' : '-rm', 'sh', '-c', script, inside], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(holder, 'exit');
  const mounted = await Promise.race([
    once(holder.stdout, 'data').then(() => true),
    ended.then(() => false),
  ]);
  if (!mounted) throw new Error(notPermitted);
  const outside = `/proc/${String(holder.pid)}/root${inside}`;
  const target = ['nsenter', '--target', String(holder.pid), '--mount'];
  const filler = join(outside, 'filler');
  return {
    inside,
    outside,
    through: isRoot ? target : [...target, '--user', '--preserve-credentials'],
    fill: (pagesLeft = 0) => {
      fillUp(filler, pagesLeft);
    },
    free: () => {
      rmSync(filler, { force: true });
    },
    [Symbol.asyncDispose]: async () => {
      holder.stdin.end();
      await ended;
      rmdirSync(inside);
    },
  };
}

const notPermitted =
  'No tmpfs can be mounted here, so nothing is known of full disks: run the tests as root, or where ' +
  'unprivileged user namespaces are allowed (sysctl kernel.unprivileged_userns_clone=1)';

function fillUp(path: string, pagesLeft: number): void {
  const file = openSync(path, 'w');
  let written = 0;
  try {
    for (;;) written += writeSync(file, chunk);
  } catch (error) {
    const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    if (!full) throw error;
    ftruncateSync(file, Math.max(0, written - pagesLeft * page));
  } finally {
    closeSync(file);
  }
}
