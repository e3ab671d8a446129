import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { corporation } from '../../../../bff/store/schema/index.ts';
import { openDatabase } from '../../../../bff/store/sqlite/open.ts';
import { insertCorporation } from '../../../support/rows.ts';
import { runWriter } from '../../../support/run-writer.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otp-madoguchi-'));
  path = join(folder, 'test.db');
});

afterEach(() => rm(folder, { recursive: true }));

describe('the gate', () => {
  test('refuses a database that can have no WAL', async () => {
    await expect(openDatabase({ url: 'file::memory:' })).rejects.toThrow('journal_mode is memory');
  });

  test('refuses a url of the other dialect', async () => {
    const opening = openDatabase({ url: 'postgres://bank@127.0.0.1/otp' });
    await expect(opening).rejects.toThrow('--conditions=pg');
  });

  test('A100: refuses a file that another process has', async () => {
    const database = await openDatabase({ url: `file:${path}` });
    const second = runWriter(path);
    await second.ended();
    await database.close();
    expect(second.lines).toHaveLength(1);
    expect(second.lines[0]).toContain('is in use by another process');
  });

  test('A101 refuses a second opening in the same process', async () => {
    const database = await openDatabase({ url: `file:${path}` });
    await expect(openDatabase({ url: `file:${path}` })).rejects.toThrow('is in use');
    await database.close();
  });
});

test('a closed file opens again with its rows', async () => {
  const first = await openDatabase({ url: `file:${path}` });
  await first.write((tx) => insertCorporation(tx));
  await first.close();
  const second = await openDatabase({ url: `file:${path}` });
  expect(await second.read((tx) => tx.select().from(corporation))).toHaveLength(1);
  await second.close();
});
