import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exitCodes, runCli } from '../../../bff/cli/program.ts';
import { openDatabase } from '../../../bff/store/sqlite/open.ts';
import { createCorporation } from '../../../bff/desk/create-corporation.ts';
import { raiseFence } from '../../../bff/desk/raise-fence.ts';

const { done, refused, usage } = exitCodes;
const config = { environment: 'test' };
let folder: string;
let path: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'otp-audit-'));
  path = join(folder, 'otp.db');
  await using database = disposed(await openDatabase({ url: `file:${path}` }));
  const context = { ...database, clock: { now: () => 1 }, config };
  for (const corporationId of ['C-1', 'C-2']) {
    await createCorporation(context, { corporationId, name: '見本商事' });
    await raiseFence(context, { corporationId, reason: 'a drill' });
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function disposed(database: Awaited<ReturnType<typeof openDatabase>>) {
  return { database, [Symbol.asyncDispose]: () => database.close() };
}

async function run(...args: string[]) {
  const said = { printed: '', complained: '' };
  const code = await runCli(args, {
    env: {},
    print: (text) => (said.printed += text),
    complain: (text) => (said.complained += text),
  });
  return { code, ...said };
}

function verify(file = path, ...more: string[]) {
  return run('audit', 'verify', '--database', `file:${file}`, '--environment', 'test', ...more);
}

/** Past every trigger, as somebody with the file does. */
function tamper(file: string, statements: string): void {
  const raw = new Libsql(file);
  raw.exec('drop trigger audit_entry_not_updated; drop trigger audit_entry_not_deleted');
  raw.exec(statements);
  raw.close();
}

const clean = 'Looked at 2 corporations, 4 entries, 0 tokens, 0 registrations: nothing wrong.\n';

test('tells in one line what it looked at, and leaves the file as it was', async () => {
  const before = { bytes: readFileSync(path), changed: statSync(path).mtimeMs };
  expect(await verify()).toEqual({ code: done, printed: clean, complained: '' });
  const after = { bytes: readFileSync(path), changed: statSync(path).mtimeMs };
  expect(after).toEqual(before);
});

test('names the first wrong entry of each corporation', async () => {
  tamper(
    path,
    "update audit_entry set at = 2 where corporation_id = 'C-1'; delete from audit_entry where corporation_id = 'C-2' and seq = 2",
  );
  expect(await verify()).toEqual({
    code: refused,
    printed: 'Looked at 2 corporations, 1 entry, 0 tokens, 0 registrations: 2 wrong.\n',
    complained: 'C-1, entry 1: has another time in its column\nC-2, entry 2: is missing\n',
  });
  const { printed } = await verify(path, '--json');
  const fault = { corporationId: 'C-2', seq: 2, wrong: 'is missing' };
  expect(JSON.parse(printed)).toMatchObject({ corporations: 2, faults: [{}, fault] });
});

test('reads a copy of a file that a service has open, with the log beside it', async () => {
  await using running = disposed(await openDatabase({ url: `file:${path}` }));
  const context = { ...running, clock: { now: () => 2 }, config };
  await createCorporation(context, { corporationId: 'C-3', name: '見本' });
  const busy = await verify();
  expect(busy.code).toBe(refused);
  expect(busy.complained).toMatch(/^A service has this database file: verify a copy of it/);
  const copy = join(folder, 'copy.db');
  for (const part of ['', '-wal']) copyFileSync(`${path}${part}`, `${copy}${part}`);
  expect((await verify(copy)).printed).toMatch(/^Looked at 3 corporations, 5 entries/);
});

test('refuses what it can not read, with a sentence', async () => {
  expect((await verify(join(folder, 'none.db'))).complained).toMatch(/^There is no database file/);
  tamper(path, 'delete from migration where number = 7');
  expect((await verify()).complained).toMatch(/the schema of another version of this program/);
  expect((await run('audit', 'verify')).complained).toMatch(/^Give --database or set/);
  const named = ['--database', `file:${path}`];
  expect((await run('audit', 'verify', ...named)).complained).toMatch(/^Give --environment/);
  expect((await run('audit', 'verify', '--all')).code).toBe(usage);
});

test('finds everything wrong under the name of another environment', async () => {
  const named = ['--database', `file:${path}`, '--environment', 'staging'];
  expect((await run('audit', 'verify', ...named)).complained).toBe(
    'C-1, entry 1: does not follow the one before it\nC-2, entry 1: does not follow the one before it\n',
  );
});
