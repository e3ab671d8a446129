// An older copy of the database file comes back, in one piece and with everything in it that was true
// then: no code that was used since is good again (P50).
import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minute, second } from '../../bff/durations.ts';
import { fence } from '../../bff/store/schema/index.ts';
import { openCounter, type TestCounter, type TestToken } from '../support/counter.ts';
import { setUp } from '../support/procedures.ts';
import { verify } from '../support/verify.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otp-restored-'));
});
afterEach(() => rm(folder, { recursive: true }));

function settings() {
  const databaseUrl = `file:${join(folder, 'counter.db')}`;
  return { databaseUrl, vaultKeys: [{ version: 1, key: randomBytes(32) }] };
}

/** Copies the database, and the log beside it if there is one, from one name to another. */
async function copyDatabase(from: string, to: string): Promise<void> {
  for (const ending of ['', '-wal']) {
    await rm(join(folder, `${to}${ending}`), { force: true });
    const name = `${from}${ending}`;
    if ((await readdir(folder)).includes(name)) {
      await copyFile(join(folder, name), join(folder, `${to}${ending}`));
    }
  }
}

/** Uses a code in each of six minutes, and gives those of the last. */
async function useCodes(counter: TestCounter, corporationId: string, token: TestToken) {
  const used: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    counter.clock.advance(minute);
    used.push(token.code());
    expect((await verify(counter, corporationId, 'M1', token.code())).status).toBe(200);
  }
  return used;
}

async function readReasons({ context }: TestCounter): Promise<string[]> {
  const rows = await context.database.read((tx) => tx.select().from(fence));
  return rows.map(({ reason }) => reason).sort();
}

/** Shows the codes again every ten seconds while the fence stands; gives how many seconds it stood. */
async function replay(
  counter: TestCounter,
  corporationId: string,
  token: TestToken,
  used: string[],
): Promise<number> {
  for (let elapsed = 0; elapsed < 15 * 60; elapsed += 10) {
    const present = await verify(counter, corporationId, 'M1', token.code());
    if (present.status === 200) return elapsed;
    expect(present.code).toBe('fence');
    // Later they are nobody's codes any more, and cost attempts.
    for (const code of elapsed < 30 ? used : []) {
      expect((await verify(counter, corporationId, 'M1', code)).code).toBe('fence');
    }
    counter.clock.advance(10 * second);
  }
  throw new Error('No code was accepted any more');
}

test('A107 a backup of a stopped service replays nothing', async () => {
  const same = settings();
  const first = await openCounter(same);
  const { corporation, inUse } = await setUp(first, 'separate');
  const { corporationId } = corporation;
  await first[Symbol.asyncDispose]();
  await copyDatabase('counter.db', 'backup.db');
  const later = await openCounter(same, { clock: first.clock });
  const used = await useCodes(later, corporationId, inUse);
  expect(await readReasons(later)).toEqual([]);
  await later[Symbol.asyncDispose]();

  await copyDatabase('backup.db', 'counter.db');
  await using restored = await openCounter(same, { clock: first.clock });
  expect(await readReasons(restored)).toEqual(['restore']);
  expect(await replay(restored, corporationId, inUse, used)).toBeLessThanOrEqual(11 * 60);
});

test('A107 nor does a copy that was made while it ran', async () => {
  const same = settings();
  const first = await openCounter(same);
  const { corporation, inUse } = await setUp(first, 'separate');
  const { corporationId } = corporation;
  await copyDatabase('counter.db', 'backup.db');
  const used = await useCodes(first, corporationId, inUse);
  await first[Symbol.asyncDispose]();

  // All that could tell how far it had come is lost as well.
  await rm(join(folder, 'counter.db.high-water'));
  await copyDatabase('backup.db', 'counter.db');
  await using restored = await openCounter(same, { clock: first.clock });
  expect(await readReasons(restored)).toEqual(['unclean-start']);
  expect(await replay(restored, corporationId, inUse, used)).toBeLessThanOrEqual(90);
});
