import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openContext } from '../../../bff/cli/open-context.ts';
import { exitCodes, runCli } from '../../../bff/cli/program.ts';
import type { Env } from '../../../bff/config/env.ts';
import { fence, serviceState, token } from '../../../bff/store/schema/index.ts';
import { makeStockFile } from '../../support/stock-file.ts';

const { done, refused, usage } = exitCodes;
const stockKey = randomBytes(16).toString('hex');
const vaultKey = randomBytes(32).toString('base64');
const fingerprintKey = randomBytes(32).toString('base64');
const people = 'customerId,name,role,master\nm-1,青山 恵子,administrator,true\n';

let folder: string;
let env: Env;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otp-cli-'));
  env = serviceEnv(`file:${join(folder, 'otp.db')}`);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the operator commands', () => {
  it('lead from nothing to stock', async () => {
    expect(await run('migrate')).toEqual(said(done, 'The database is up to date.\n'));
    expect(await run('corporation', 'add', 'C-1', '--name', '見本商事')).toEqual(
      said(done, 'Added C-1.\n'),
    );
    const members = await run('members', 'sync', file(people), '--corporation', 'C-1');
    expect(members.printed).toMatch(/^1 added, 0 changed, 0 removed/);
    const stock = file(makeStockFile({ count: 4, key: stockKey }));
    const args = ['stock', 'import', stock, '--corporation', 'C-1'];
    const imported = await run(...args, '--key-file', file(`${stockKey}\n`, 'key'));
    expect(imported).toEqual(said(done, 'Imported 4 tokens for C-1.\n'));

    env = { ...env, OTP_STOCK_KEY: stockKey };
    const again = await run(...args);
    expect(again).toEqual(said(done, 'This file was imported before. Nothing was changed.\n'));
    expect(await countTokens()).toBe(4);
  });

  it('raise a fence, and begin or end no service', async () => {
    await run('corporation', 'add', 'C-1', '--name', '見本商事');
    const raised = await run('fence', 'raise', '--corporation', 'C-1', '--reason', '復元');
    expect(raised.code).toBe(done);
    expect((await run('fence', 'raise', '--reason', '復元')).code).toBe(done);
    expect((await run('fence', 'raise', '--corporation', 'C-2', '--reason', 'x')).code).toBe(
      refused,
    );
    expect((await run('fence', 'raise')).code).toBe(usage);
    await using context = await openContext(env);
    const found = await context.database.read(async (tx) => ({
      reasons: (await tx.select().from(fence)).map(({ corporationId, note }) => [
        corporationId,
        note,
      ]),
      states: await tx.select().from(serviceState),
    }));
    expect(found.states).toEqual([]);
    expect(found.reasons.sort()).toEqual([
      ['', '復元'],
      ['C-1', '復元'],
    ]);
  });

  it('print fresh keys and keep none', async () => {
    const [first, second] = [await run('keys', 'new'), await run('keys', 'new', '2')];
    expect(first.printed).toMatch(
      /^OTP_VAULT_KEYS=1:[A-Za-z0-9+/]{43}=\nOTP_FINGERPRINT_KEY=[A-Za-z0-9+/]{43}=\n$/,
    );
    expect(second.printed).toMatch(/^OTP_VAULT_KEYS=2:[A-Za-z0-9+/]{43}=\n$/);
    const keys = (first.printed + second.printed).match(/[A-Za-z0-9+/]{43}=/g);
    expect(new Set(keys).size).toBe(3);
    expect((await run('keys', 'new', '0')).code).toBe(refused);
  });

  it('answer wrong calls with the usage code', async () => {
    expect((await run()).code).toBe(usage);
    expect((await run('stock', 'export')).code).toBe(usage);
    expect((await run('stock', 'import', 'x.xml')).complained).toMatch('--corporation');
    expect((await run('stock', 'import', 'x.xml')).code).toBe(usage);
    expect((await run('--help')).code).toBe(done);
  });
});

describe('a refused command', () => {
  it('names the line of a bad stock file', async () => {
    await run('corporation', 'add', 'C-1', '--name', '見本商事');
    const path = file(makeStockFile());
    const args = ['stock', 'import', path, '--corporation', 'C-1'];
    const plain = 'Line 15: a secret in clear\n';
    expect(await run(...args)).toEqual({ code: refused, printed: '', complained: plain });
    expect((await run(...args, '--allow-plain')).code).toBe(done);
  });

  it('says what is wrong, and never a secret (A122)', async () => {
    const stock = file(makeStockFile({ key: stockKey }));
    const keyFile = file(`${stockKey}00`, 'key');
    const outcomes = [
      await run('corporation', 'add', 'C|1', '--name', 'A'),
      await run('members', 'sync', file('id\n', 'people'), '--corporation', 'C-1'),
      await run('members', 'sync', file(people, 'people'), '--corporation', 'C-1'),
      await run('stock', 'import', join(folder, 'none.xml'), '--corporation', 'C-1'),
      await run('stock', 'import', stock, '--corporation', 'C-1', '--key-file', keyFile),
    ];
    expect(outcomes.map(({ complained }) => complained)).toEqual([
      'A corporation id is 1 to 64 of A-Z a-z 0-9 . _ -\n',
      'Line 1: the first line is not customerId,name,role,master\n',
      'There is no corporation with this id\n',
      `The file ${join(folder, 'none.xml')} can't be read\n`,
      'The pre-shared key is not 32 hexadecimal digits\n',
    ]);
    expect(outcomes.every(({ code }) => code === refused)).toBe(true);
    const words = JSON.stringify(outcomes);
    expect([stockKey, vaultKey, fingerprintKey].filter((secret) => words.includes(secret))).toEqual(
      [],
    );
  });

  it('lists all faults of the environment', async () => {
    env = { OTP_VAULT_KEYS: 'x', OTP_STOCK_KEY: stockKey };
    const { code, complained } = await run('migrate');
    expect(code).toBe(refused);
    expect(complained).toMatch('OTP_DATABASE_URL: is missing');
    expect(complained).toMatch('OTP_VAULT_KEYS: entry 1');
    expect(complained).not.toMatch('OTP_STOCK_KEY');
  });

  it('finds the service on its file (A100)', async () => {
    const service = await openContext(env);
    const { code, complained } = await run('migrate');
    await service[Symbol.asyncDispose]();
    expect(code).toBe(refused);
    expect(complained).toMatch('The service is running on this database file: stop it first');
  });
});

async function run(...args: string[]) {
  let [printed, complained] = ['', ''];
  const print = (text: string) => (printed += text);
  const complain = (text: string) => (complained += text);
  const code = await runCli(args, { env, print, complain });
  return { code, printed, complained };
}

function said(code: number, printed: string) {
  return { code, printed, complained: '' };
}

function file(content: string | Uint8Array, name = 'input'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function countTokens(): Promise<number> {
  await using context = await openContext(env);
  return (await context.database.read((tx) => tx.select().from(token))).length;
}

function serviceEnv(databaseUrl: string): Env {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'portal', alg: 'ES256' };
  return {
    OTP_ENVIRONMENT: 'test',
    OTP_DATABASE_URL: databaseUrl,
    OTP_ORIGIN: 'https://bank.example',
    OTP_VAULT_KEYS: `1:${vaultKey}`,
    OTP_FINGERPRINT_KEY: fingerprintKey,
    OTP_PORTAL_ISSUER: 'https://bank.example',
    OTP_PORTAL_JWKS: JSON.stringify({ keys: [jwk] }),
  };
}
