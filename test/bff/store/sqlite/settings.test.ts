import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Connection } from '../../../../bff/store/sqlite/connection.ts';

test.each([
  ['journal_mode', 'wal'],
  ['synchronous', 2n],
  ['locking_mode', 'exclusive'],
  ['foreign_keys', 1n],
  ['recursive_triggers', 1n],
  ['trusted_schema', 0n],
])('A101 P45 the connection runs with %s %s', (name, value) => {
  const folder = mkdtempSync(join(tmpdir(), 'otp-settings-'));
  const connection = new Connection(join(folder, 'counter.db'));
  try {
    expect(connection.execute(`PRAGMA ${name}`)).toEqual([[value]]);
  } finally {
    connection.close();
    rmSync(folder, { recursive: true });
  }
});
