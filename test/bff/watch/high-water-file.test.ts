import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  highWaterFileBeside,
  readHighWaterMark,
  writeHighWaterMark,
} from '../../../bff/watch/high-water-file.ts';

const at = Date.UTC(2026, 3, 1, 12);
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otp-high-water-'));
  path = join(folder, 'counter.db.high-water');
});
afterEach(() => rm(folder, { recursive: true }));

test('what was written is read', async () => {
  expect(await readHighWaterMark(path)).toBeUndefined();
  await writeHighWaterMark(path, { position: 41, at });
  await writeHighWaterMark(path, { position: 42, at });
  expect(await readHighWaterMark(path)).toEqual({ position: 42, at });
});

test('nothing stays beside it and nobody else reads it', async () => {
  await writeHighWaterMark(path, { position: 42, at });
  expect(await readdir(folder)).toEqual(['counter.db.high-water']);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a write that died half way leaves the old one', async () => {
  await writeHighWaterMark(path, { position: 42, at });
  await writeFile(`${path}.new`, '{"positi');
  expect(await readHighWaterMark(path)).toEqual({ position: 42, at });
  await writeHighWaterMark(path, { position: 43, at });
  expect(await readHighWaterMark(path)).toEqual({ position: 43, at });
});

test.each([
  '',
  '{',
  'null',
  '42',
  '{"position":42}',
  '{"position":"42","at":"2026-04-01T12:00:00.000Z"}',
  '{"position":-1,"at":"2026-04-01T12:00:00.000Z"}',
  '{"position":1e400,"at":"2026-04-01T12:00:00.000Z"}',
  '{"position":42,"at":"yesterday"}',
])('A107 damaged to %j it is unreadable', async (text) => {
  await writeFile(path, text);
  expect(await readHighWaterMark(path)).toBe('unreadable');
});

test('A107 a folder in its place is unreadable', async () => {
  await mkdir(path);
  expect(await readHighWaterMark(path)).toBe('unreadable');
});

test.each([
  ['file:/var/lib/otp/counter.db', '/var/lib/otp/counter.db.high-water'],
  ['file:///var/lib/a%20b/counter.db', '/var/lib/a b/counter.db.high-water'],
  ['file:counter.db', 'counter.db.high-water'],
  ['postgres://db.bank/otp', undefined],
])('beside %s it is %s', (url, expected) => {
  expect(highWaterFileBeside(url)).toBe(expected);
});
