import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { postgresFolder } from './programs.ts';

/** A folder like Debian's, with the programs of each version. */
function installed(versions: Record<string, string[]>): string {
  const folder = mkdtempSync(join(tmpdir(), 'otp-programs-'));
  for (const [version, programs] of Object.entries(versions)) {
    mkdirSync(join(folder, version, 'bin'), { recursive: true });
    for (const program of programs) writeFileSync(join(folder, version, 'bin', program), '');
  }
  return folder;
}

test.each([
  ['the newest version by number', { 9: ['initdb', 'postgres'], 15: ['initdb', 'postgres'] }, '15'],
  ['a version that has a server', { 15: ['initdb', 'postgres'], 17: ['psql'] }, '15'],
])('the PostgreSQL taken is %s', (_, versions, taken) => {
  const folder = installed(versions);
  expect(postgresFolder(folder)).toBe(join(folder, taken, 'bin'));
  rmSync(folder, { recursive: true });
});

test('clients alone are no PostgreSQL server', () => {
  const folder = installed({ 15: ['psql'] });
  expect(postgresFolder(folder)).toBeUndefined();
  expect(postgresFolder(join(folder, 'nowhere'))).toBeUndefined();
  rmSync(folder, { recursive: true });
});
