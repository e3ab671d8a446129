import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitCodes, runCli } from '../../../bff/cli/program.ts';
import type { Env } from '../../../bff/config/env.ts';
import { serviceEnv } from '../../support/service-env.ts';
import { makeStockFile } from '../../support/stock-file.ts';

const { done, refused, usage } = exitCodes;
const corporation = ['--corporation', 'C-1'];
const reason = ['--reason', 'a drill'];

let folder: string;
let env: Env;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'otp-cli-'));
  env = serviceEnv(`file:${join(folder, 'otp.db')}`);
  await run('corporation', 'add', 'C-1', '--name', '見本商事');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('members sync', () => {
  it('wants the number of removals, and says which', async () => {
    await sync(people(40));
    const asked = await sync(people(30));
    expect(asked.code).toBe(refused);
    expect(asked.complained).toBe(
      'The file removes 10 members, more than a tenth: if that is right, add `--confirm-removals 10`\n',
    );
    expect((await sync(people(30), '--confirm-removals', '9')).code).toBe(refused);
    expect((await sync(people(30), '--confirm-removals', 'all')).code).toBe(usage);
    const confirmed = await sync(people(30), '--confirm-removals', '10');
    expect(confirmed.printed).toBe('0 added, 0 changed, 10 removed; tokens in stock again: 0.\n');
  });
});

describe('corporation reset and token retire', () => {
  it('say why they can not be done', async () => {
    await sync(people(1));
    const reset = await run('corporation', 'reset', 'C-1', ...reason);
    expect(reset.complained).toBe(
      'This corporation has no usage mode: there is nothing to reset\n',
    );
    expect((await run('corporation', 'reset', 'C-1')).code).toBe(usage);
    const unknown = await run('token', 'retire', 'TEST00000001', ...corporation, ...reason);
    expect(unknown.complained).toBe('This corporation has no token with this id\n');
    expect((await run('token', 'retire', 'TEST00000001', ...corporation)).code).toBe(usage);
  });

  it('retire a spare token once', async () => {
    await run('stock', 'import', file(makeStockFile()), ...corporation, '--allow-plain');
    const args = ['token', 'retire', 'TEST00000001', ...corporation, ...reason];
    expect(await run(...args)).toEqual({ code: done, printed: 'Retired.\n', complained: '' });
    expect((await run(...args)).complained).toBe('This token is retired already\n');
  });
});

function sync(rows: string, ...more: string[]) {
  return run('members', 'sync', file(rows), ...corporation, ...more);
}

function people(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => `u-${index},A,general,${index === 0}`);
  return `customerId,name,role,master\n${rows.join('\n')}\n`;
}

async function run(...args: string[]) {
  let [printed, complained] = ['', ''];
  const print = (text: string) => (printed += text);
  const complain = (text: string) => (complained += text);
  const code = await runCli(args, { env, print, complain });
  return { code, printed, complained };
}

function file(content: string | Uint8Array): string {
  const path = join(folder, 'input');
  writeFileSync(path, content);
  return path;
}
