import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  checkpointBeside,
  readCheckpoint,
  writeCheckpoint,
} from '../../../bff/audit/checkpoint-file.ts';

const at = Date.UTC(2026, 3, 1, 12);
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otp-checkpoint-'));
  path = join(folder, 'counter.db.checkpoint');
});
afterEach(() => rm(folder, { recursive: true }));

test('what was written is read', async () => {
  expect(await readCheckpoint(path)).toBeUndefined();
  await writeCheckpoint(path, { position: 41, at });
  await writeCheckpoint(path, { position: 42, at });
  expect(await readCheckpoint(path)).toEqual({ position: 42, at });
});

test('nothing stays beside it and nobody else reads it', async () => {
  await writeCheckpoint(path, { position: 42, at });
  expect(await readdir(folder)).toEqual(['counter.db.checkpoint']);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a write that died half way leaves the old one', async () => {
  await writeCheckpoint(path, { position: 42, at });
  await writeFile(`${path}.new`, '{"positi');
  expect(await readCheckpoint(path)).toEqual({ position: 42, at });
  await writeCheckpoint(path, { position: 43, at });
  expect(await readCheckpoint(path)).toEqual({ position: 43, at });
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
  expect(await readCheckpoint(path)).toBe('unreadable');
});

test('A107 a folder in its place is unreadable', async () => {
  await mkdir(path);
  expect(await readCheckpoint(path)).toBe('unreadable');
});

test.each([
  ['file:/var/lib/otp/counter.db', '/var/lib/otp/counter.db.checkpoint'],
  ['file:///var/lib/a%20b/counter.db', '/var/lib/a b/counter.db.checkpoint'],
  ['file:counter.db', 'counter.db.checkpoint'],
  ['postgres://db.bank/otp', undefined],
])('beside %s it is %s', (url, expected) => {
  expect(checkpointBeside(url)).toBe(expected);
});
