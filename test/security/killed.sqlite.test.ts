// A process killed in the middle of a change leaves the state before it or after it, and every
// change that was answered. The service's whole way is taken, from HTTP to the file.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { minute } from '../../bff/durations.ts';
import {
  auditEntry,
  corporation,
  intent,
  notice,
  registration,
} from '../../bff/store/schema/index.ts';
import { openDatabase } from '../../bff/store/sqlite/open.ts';

const kills = 6;
/** Each child compiles the same modules. */
const cache = join(import.meta.dirname, '../../node_modules/.cache/otp-madoguchi/compiled');
const program = join(import.meta.dirname, '../support/run-counter.ts');

/** Runs a counter, kills it a moment after it is ready, and gives the receipts that it told. */
async function killedCounter(url: string, moment: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--conditions=source', program, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
  });
  const told: string[] = [];
  const ready = Promise.withResolvers<undefined>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'ready') ready.resolve(undefined);
    else told.push(line);
  });
  const ended = once(child, 'exit');
  await Promise.race([ready.promise, ended]);
  await setTimeout(moment);
  child.kill('SIGKILL');
  const [, signal] = (await ended) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return told;
}

async function leftBehind(url: string) {
  const database = await openDatabase({ url });
  try {
    return await database.read(async (tx) => ({
      corporation: (await tx.select().from(corporation)).at(0),
      registrations: await tx.select().from(registration),
      intents: await tx.select().from(intent),
      notices: await tx.select().from(notice),
      entries: await tx.select().from(auditEntry).orderBy(auditEntry.seq),
    }));
  } finally {
    await database.close();
  }
}

test('A95 killed at any moment it is before or after', { timeout: 4 * minute }, async () => {
  let changes = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'otp-killed-'));
    const url = `file:${join(folder, 'counter.db')}`;
    const told = await killedCounter(url, 100 + kill * 37);
    changes += told.length;
    const left = await leftBehind(url);
    rmSync(folder, { recursive: true });

    const committed = left.intents.filter(({ state }) => state === 'committed');
    const receipts = committed.map(({ receipt }) => receipt?.number);
    expect(receipts).toEqual(expect.arrayContaining(told));
    // The first registration was not told; one change may have been made and not answered.
    expect(committed.length - told.length).toBeGreaterThanOrEqual(1);
    expect(committed.length - told.length).toBeLessThanOrEqual(2);
    expect(left.corporation).toMatchObject({
      version: committed.length,
      mode: committed.length % 2 === 1 ? 'separate' : 'shared',
      auditSeq: left.entries.length,
      auditHash: left.entries.at(-1)?.entryHash,
    });
    expect(left.registrations).toHaveLength(1);
    expect(left.notices.map(({ noticeId }) => noticeId).sort()).toEqual([...receipts].sort());
    expect(left.entries.map(({ seq }) => seq)).toEqual(left.entries.map((_, index) => index + 1));
  }
  expect(changes).toBeGreaterThan(kills);
});
