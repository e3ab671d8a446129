import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DataInUse, removeData } from '../../../demo/server/data-folder.ts';
import { runWriter } from '../../support/run-writer.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otp-data-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('does not forget what another demo uses', async () => {
  const other = runWriter(join(folder, 'counter.db'));
  await other.told('');
  expect(() => {
    removeData(folder);
  }).toThrow(DataInUse);
  expect(existsSync(join(folder, 'counter.db'))).toBe(true);
  other.process.kill('SIGKILL');
  await other.ended();
  removeData(folder);
  expect(existsSync(folder)).toBe(false);
});

it('forgets a broken file', () => {
  writeFileSync(join(folder, 'counter.db'), 'no database');
  removeData(folder);
  expect(existsSync(folder)).toBe(false);
});
