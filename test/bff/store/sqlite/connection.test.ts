import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Connection } from '../../../../bff/store/sqlite/connection.ts';

const find = 'select name, count from step where name = ?';
const raise = 'update step set count = ? where name = ? returning count';

let folder: string;
let connection: Connection;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otp-connection-'));
  connection = new Connection(join(folder, 'counter.db'));
  connection.command(`
    create table step (name text primary key, count integer) strict;
    create trigger step_grows before update on step when new.count < old.count
    begin select raise(abort, 'never back'); end;
    insert into step values ('a', 5), ('b', 6)`);
});

afterEach(() => {
  connection.close();
  rmSync(folder, { recursive: true });
});

describe('a statement that returns at most one row', () => {
  test('gives that row or undefined, integers as BigInt', () => {
    expect(connection.executeFirst(find, ['a'])).toEqual(['a', 5n]);
    expect(connection.executeFirst(find, ['c'])).toBeUndefined();
    expect(connection.executeFirst(raise, [7n, 'a'])).toEqual([7n]);
  });

  test('works again after it failed', () => {
    connection.command('begin');
    expect(() => connection.executeFirst(raise, [1n, 'a'])).toThrow('never back');
    expect(connection.executeFirst(raise, [8n, 'a'])).toEqual([8n]);
    connection.command('commit');
    expect(connection.executeFirst(find, ['a'])).toEqual(['a', 8n]);
  });

  test('holds up no commit, though more rows follow', () => {
    connection.command('begin');
    expect(connection.executeFirst('select name from step order by name')).toEqual(['a']);
    connection.command("insert into step values ('c', 0)");
    connection.command('commit');
    connection.command('drop table step');
    expect(connection.inTransaction).toBe(false);
  });
});
