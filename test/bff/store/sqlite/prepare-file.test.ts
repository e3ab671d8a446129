import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StartFault } from '../../../../bff/errors/start-fault.ts';
import { openDatabase } from '../../../../bff/store/sqlite/open.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otp-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const rightsOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('database and log are for their owner alone, whatever the umask is', async () => {
  const before = process.umask(0);
  const path = join(folder, 'counter.db');
  try {
    const database = await openDatabase({ url: `file:${path}` });
    expect([rightsOf(path), rightsOf(`${path}-wal`)]).toEqual(['600', '600']);
    await database.close();
  } finally {
    process.umask(before);
  }
  expect(rightsOf(path)).toBe('600');
});

test('wider rights of a file that is there are told and left', async () => {
  const path = join(folder, 'counter.db');
  writeFileSync(path, '');
  chmodSync(path, 0o644);
  const told: string[] = [];
  const onWideRights = (rights: string) => void told.push(rights);
  await (await openDatabase({ url: `file:${path}`, onWideRights })).close();
  expect([told, rightsOf(path)]).toEqual([['644'], '644']);
});

test('a file that can not be had is one sentence', async () => {
  mkdirSync(join(folder, 'folder'));
  writeFileSync(join(folder, 'file'), '');
  for (const [name, what] of [
    ['folder', 'it is a folder'],
    ['file/counter.db', 'its folder does not exist'],
    ['nowhere/counter.db', 'its folder does not exist'],
  ] as const) {
    const opened = openDatabase({ url: `file:${join(folder, name)}` });
    const fault = await opened.catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(StartFault);
    expect((fault as Error).message).toContain(what);
  }
});
