import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { corporation } from '../../../../bff/store/schema/index.ts';
import { openDatabase } from '../../../../bff/store/sqlite/open.ts';
import { runWriter, type Writer } from '../../../support/run-writer.ts';

const kills = 20;

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otp-madoguchi-'));
  path = join(folder, 'test.db');
});

afterEach(() => rm(folder, { recursive: true }));

async function keptRows(): Promise<Set<string>> {
  const database = await openDatabase({ url: `file:${path}` });
  const rows = await database.read((tx) =>
    tx.select({ id: corporation.corporationId }).from(corporation),
  );
  await database.close();
  return new Set(rows.map(({ id }) => id));
}

function acknowledged({ lines }: Writer): string[] {
  return lines.filter((line) => line.startsWith('kept ')).map((line) => line.slice('kept '.length));
}

describe('durability', () => {
  test('A95: twenty kills lose no acknowledged write', { timeout: 180_000 }, async () => {
    const promised: string[] = [];
    for (let kill = 0; kill < kills; kill++) {
      const writer = runWriter(path);
      await writer.told('kept ');
      // Somewhere else in a write each time.
      await setTimeout((kill * 7) % 23);
      writer.process.kill('SIGKILL');
      await writer.ended();
      promised.push(...acknowledged(writer));
    }
    const kept = await keptRows();
    expect(promised.length).toBeGreaterThanOrEqual(kills);
    expect(promised.filter((id) => !kept.has(id))).toEqual([]);
  });

  test('A97: an I/O error ends the service, not the promise', async () => {
    const writer = runWriter(path, { bytes: 100_000, blocks: 1600 });
    await writer.ended();
    expect(writer.lines.at(-2)).toBe('fault');
    expect(writer.lines.at(-1)).toBe('failed Refused: outcome-unknown');
    const kept = await keptRows();
    expect(acknowledged(writer).length).toBeGreaterThan(0);
    expect(acknowledged(writer).filter((id) => !kept.has(id))).toEqual([]);
  });
});
