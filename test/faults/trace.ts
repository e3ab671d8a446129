// What a process told the kernel, in order, as strace saw it: writes to the log, syncs of the log, and
// the bytes of answers. Reads the trace; starting strace is the test's.
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

export type TraceEvent =
  /** Bytes went to the database's log, and are in the kernel's memory alone. */
  | 'log-written'
  /** All bytes of the log are on the disk. */
  | 'log-synced'
  /** The first bytes of an answer went to the client. */
  | 'answered';

const calls = 'pwrite64,pwritev,pwritev2,fdatasync,fsync,write,writev,sendto,sendmsg';

/** The command that runs a process and traces it, itself aside, so that signals reach the process. */
export function straceTo(file: string): string[] {
  return ['strace', '-D', '-f', '-q', '-yy', '-s', '24', '-e', `trace=${calls}`, '-o', file];
}

/** Waits until the traced process has ended, then reads the whole trace. */
export async function readTrace(file: string): Promise<TraceEvent[]> {
  for (let tries = 0; tries < 100; tries += 1) {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (/^\d+ +\+\+\+ (exited|killed)[^\n]*\n$/m.test(text.split(/(?<=\n)/).at(-1) ?? '')) {
      return wholeCalls(text.split('\n')).flatMap(eventOf);
    }
    await setTimeout(100);
  }
  throw new Error('strace wrote no end: may this process be traced (ptrace_scope)?');
}

/** Puts together what strace divides where another thread's call came between. */
function wholeCalls(lines: readonly string[]): string[] {
  const begun = new Map<string, string>();
  return lines.flatMap((line) => {
    const [, thread = '', call = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (call.endsWith(' <unfinished ...>')) {
      begun.set(thread, call.slice(0, -' <unfinished ...>'.length));
      return [];
    }
    const [, rest] = /^<\.\.\. \w+ resumed>(.*)$/.exec(call) ?? [];
    return rest === undefined ? [call] : [(begun.get(thread) ?? '') + rest];
  });
}

function eventOf(call: string): TraceEvent[] {
  const [, name = '', file = ''] = /^(\w+)\(\d+<(.*?)>[,)]/.exec(call) ?? [];
  const done = /= (\d+)/.exec(call.slice(call.lastIndexOf(')')))?.[1];
  if (done === undefined) return [];
  if (file.endsWith('-wal')) {
    if (name.startsWith('pwrite')) return ['log-written'];
    return name === 'fdatasync' || name === 'fsync' ? ['log-synced'] : [];
  }
  return /^TCP(v6)?:/.test(file) && call.includes('"HTTP/1.1 ') ? ['answered'] : [];
}
