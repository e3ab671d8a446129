import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../bff/config/config-error.ts';
import type { Env } from '../../../bff/config/env.ts';
import { readConfig } from '../../../bff/config/read-config.ts';
import { minute } from '../../../bff/durations.ts';
import { createTestPortal } from '../../support/portal.ts';

const { jwks } = await createTestPortal();
const key1 = Buffer.alloc(32, 1).toString('base64');
const key2 = Buffer.alloc(32, 2).toString('base64');
const good: Env = {
  OTP_ENVIRONMENT: 'test-1',
  OTP_DATABASE_URL: 'file:/tmp/otp.db',
  OTP_ORIGIN: 'https://bank.example, http://localhost:4610',
  OTP_VAULT_KEYS: `1:${key1},3:${key2}`,
  OTP_FINGERPRINT_KEY: Buffer.alloc(32, 3).toString('base64'),
  OTP_PORTAL_ISSUER: 'https://bank.example',
  OTP_PORTAL_JWKS: JSON.stringify(jwks),
};

function faultsOf(env: Env): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('a configuration', () => {
  test('takes defaults for what is not said', () => {
    expect(readConfig(good)).toEqual({
      environment: 'test-1',
      databaseUrl: 'file:/tmp/otp.db',
      port: 8080,
      basePath: '/otp/v1',
      origins: ['https://bank.example', 'http://localhost:4610'],
      vaultKeys: [
        { version: 1, key: new Uint8Array(32).fill(1) },
        { version: 3, key: new Uint8Array(32).fill(2) },
      ],
      fingerprintKey: new Uint8Array(32).fill(3),
      portal: {
        issuer: 'https://bank.example',
        audience: 'otp-madoguchi',
        algorithm: 'ES256',
        jwks,
      },
      settings: {
        bankName: { ja: '当行', en: 'the bank' },
        branchName: { ja: 'お取引店', en: 'your branch' },
      },
      session: { idle: 10 * minute, absolute: 480 * minute },
      intentLife: 10 * minute,
      logLevel: 'info',
    });
  });

  test('takes what is said instead', () => {
    const config = readConfig({
      ...good,
      OTP_PORTAL_JWKS: undefined,
      OTP_PORTAL_JWKS_URL: 'https://bank.example/jwks',
      OTP_PORTAL_ALGORITHM: 'EdDSA',
      OTP_PORT: '0',
      OTP_VERIFIER_KEY: key1,
      OTP_TOKEN_ID_LABEL: 'シリアル番号',
      OTP_BANK_NAME_JA: '当金庫',
    });
    expect(config.portal).toMatchObject({
      algorithm: 'EdDSA',
      jwks: { url: 'https://bank.example/jwks' },
    });
    expect(config.port).toBe(0);
    expect(config.verifierKey).toHaveLength(32);
    expect(config.settings).toMatchObject({
      tokenIdLabel: 'シリアル番号',
      bankName: { ja: '当金庫', en: 'the bank' },
    });
  });

  test('takes no notice of variables that are not ours', () => {
    expect(faultsOf({ ...good, PATH: '/bin', otp_port: '1' })).toEqual([]);
  });
});

describe('a faulty configuration', () => {
  test('is refused with all its faults at once', () => {
    const faults = faultsOf({ OTP_PORT: '70000', OTP_ORIGIN: 'bank.example', OTP_VAULT_KEY: 'x' });
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual([
      'OTP_DATABASE_URL',
      'OTP_ENVIRONMENT',
      'OTP_FINGERPRINT_KEY',
      'OTP_ORIGIN',
      'OTP_PORT',
      'OTP_PORTAL_ISSUER',
      'OTP_PORTAL_JWKS',
      'OTP_VAULT_KEY',
      'OTP_VAULT_KEYS',
    ]);
  });

  const faulty: [string, Env][] = [
    ['OTP_ENVIRONMENT', { OTP_ENVIRONMENT: 'Prod 1' }],
    ['OTP_DATABASE_URL', { OTP_DATABASE_URL: 'mysql://localhost/otp' }],
    ['OTP_PORT', { OTP_PORT: '80a' }],
    ['OTP_PORT', { OTP_PORT: '-1' }],
    ['OTP_ORIGIN', { OTP_ORIGIN: 'https://bank.example/' }],
    ['OTP_ORIGIN', { OTP_ORIGIN: 'http://bank.example' }],
    ['OTP_ORIGIN', { OTP_ORIGIN: 'https://bank.example,' }],
    ['OTP_ORIGIN', { OTP_ORIGIN: '*' }],
    ['OTP_BASE_PATH', { OTP_BASE_PATH: '/otp/' }],
    ['OTP_VAULT_KEYS', { OTP_VAULT_KEYS: '' }],
    ['OTP_VAULT_KEYS', { OTP_VAULT_KEYS: key1 }],
    ['OTP_VAULT_KEYS', { OTP_VAULT_KEYS: `0:${key1}` }],
    ['OTP_VAULT_KEYS', { OTP_VAULT_KEYS: `2:${key1},1:${key2}` }],
    ['OTP_VAULT_KEYS', { OTP_VAULT_KEYS: `1:${key1},1:${key2}` }],
    ['OTP_VAULT_KEYS', { OTP_VAULT_KEYS: `1:${key1.slice(4)}` }],
    ['OTP_VAULT_KEYS', { OTP_VAULT_KEYS: `1:${Buffer.alloc(33).toString('base64')}` }],
    ['OTP_FINGERPRINT_KEY', { OTP_FINGERPRINT_KEY: undefined }],
    ['OTP_FINGERPRINT_KEY', { OTP_FINGERPRINT_KEY: '' }],
    ['OTP_FINGERPRINT_KEY', { OTP_FINGERPRINT_KEY: key1.slice(4) }],
    ['OTP_FINGERPRINT_KEY', { OTP_FINGERPRINT_KEY: Buffer.alloc(33).toString('base64') }],
    ['OTP_PORTAL_ALGORITHM', { OTP_PORTAL_ALGORITHM: 'HS256' }],
    ['OTP_PORTAL_ALGORITHM', { OTP_PORTAL_ALGORITHM: 'none' }],
    ['OTP_PORTAL_JWKS', { OTP_PORTAL_JWKS: '{"keys":[]}' }],
    ['OTP_PORTAL_JWKS', { OTP_PORTAL_JWKS: 'not json' }],
    ['OTP_PORTAL_JWKS', { OTP_PORTAL_JWKS: '{"keys":[{"kty":"oct","k":"AAAA"}]}' }],
    ['OTP_PORTAL_JWKS', { OTP_PORTAL_JWKS: '{"keys":[{"kty":"EC","d":"AAAA"}]}' }],
    ['OTP_PORTAL_JWKS', { OTP_PORTAL_JWKS_URL: 'https://bank.example/jwks' }],
    [
      'OTP_PORTAL_JWKS_URL',
      { OTP_PORTAL_JWKS: undefined, OTP_PORTAL_JWKS_URL: 'http://b.example' },
    ],
    ['OTP_VERIFIER_KEY', { OTP_VERIFIER_KEY: Buffer.alloc(31).toString('base64') }],
    ['OTP_CHECKPOINT_FILE', { OTP_CHECKPOINT_FILE: 'counter.checkpoint' }],
    ['OTP_LOG_LEVEL', { OTP_LOG_LEVEL: 'verbose' }],
  ];
  test.each(faulty)('names the one variable at fault: %s %j', (name, env) => {
    const faults = faultsOf({ ...good, ...env });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}: `));
  });

  test('never quotes what a secret was set to', () => {
    const canary = 'Y2FuYXJ5LWNhbmFyeS1jYW5hcnk';
    const faults = faultsOf({
      OTP_DATABASE_URL: `mysql://otp:${canary}@db`,
      OTP_VAULT_KEYS: `1:${canary}`,
      OTP_FINGERPRINT_KEY: canary,
      OTP_VERIFIER_KEY: canary,
      OTP_PORTAL_JWKS: canary,
      OTP_ORIGIN: canary,
      OTP_LOG_LEVEL: canary,
    });
    expect(faults.length).toBeGreaterThan(5);
    expect(new ConfigError(faults).message).not.toContain(canary);
  });
});

describe('a PostgreSQL server', () => {
  const urlOf = (url: string) => readConfig({ ...good, OTP_DATABASE_URL: url }).databaseUrl;

  test('on another machine is reached over TLS, its certificate verified', () => {
    const verified = 'postgres://otp@db.bank.example/otp?sslmode=verify-full';
    expect(urlOf('postgres://otp@db.bank.example/otp')).toBe(verified);
    expect(urlOf(verified)).toBe(verified);
    expect(urlOf('postgres://otp@localhost/otp?host=10.0.0.1')).toMatch('sslmode=verify-full');
  });

  test.each([
    'postgres://otp@db.bank.example/otp?sslmode=disable',
    'postgres://otp@localhost/otp',
    'postgres://otp@127.0.0.1:5433/otp',
    'postgres://otp@[::1]/otp',
    'postgres://otp@localhost/otp?host=%2Frun%2Fpostgresql',
  ])('is reached as the url says: %s', (url) => {
    expect(urlOf(url)).toBe(url);
  });

  test.each(['require', 'prefer', 'allow', 'no-verify', 'verify-ca', 'disable&sslmode=require'])(
    'on another machine is not reached by sslmode=%s',
    (mode) => {
      const url = `postgres://otp:canary@db.bank.example/otp?sslmode=${mode}`;
      const faults = faultsOf({ ...good, OTP_DATABASE_URL: url });
      expect(faults.join()).toMatch(/^OTP_DATABASE_URL: sslmode/);
      expect(faults.join()).not.toContain('canary');
      const nameless = faultsOf({ ...good, OTP_DATABASE_URL: 'postgres:///otp' });
      expect(nameless.join()).toMatch('must name its host');
    },
  );
});

describe('a secret in a file', () => {
  test('is read from there, without its line end', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'keys');
    await writeFile(path, `7:${key1}\n`);
    const config = readConfig({ ...good, OTP_VAULT_KEYS: undefined, OTP_VAULT_KEYS_FILE: path });
    expect(config.vaultKeys.map(({ version }) => version)).toEqual([7]);
  });

  test('is a fault when unreadable or given twice', () => {
    const missing = { ...good, OTP_VAULT_KEYS: undefined, OTP_VAULT_KEYS_FILE: '/nowhere/keys' };
    expect(faultsOf(missing).join()).toContain('OTP_VAULT_KEYS_FILE');
    expect(faultsOf({ ...good, OTP_VAULT_KEYS_FILE: '/nowhere/keys' }).join()).toContain(
      'not both',
    );
  });

  test('is only for secrets', () => {
    expect(faultsOf({ ...good, OTP_PORT_FILE: '/run/port' })).toEqual(['OTP_PORT_FILE: unknown']);
  });
});

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'otp-config-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
