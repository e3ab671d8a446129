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

const keyOf = (keyId: string) => ({ keyId, key: Buffer.alloc(32, keyId).toString('base64') });
const shortKey = { keyId: 'a', key: Buffer.alloc(31).toString('base64') };
const oneClient = { id: 'transfers', keys: [keyOf('a')], corporations: 'all' };

/** `OTP_SERVER_CLIENTS` with one client changed so for each change. */
function clientsOf(...changes: object[]): string {
  return JSON.stringify(changes.map((change) => ({ ...oneClient, ...change })));
}

describe('a configuration', () => {
  test('takes defaults for what is not said', () => {
    expect(readConfig(good)).toEqual({
      environment: 'test-1',
      databaseUrl: 'file:/tmp/otp.db',
      host: '127.0.0.1',
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
      session: { idle: 10 * minute, absolute: 480 * minute, single: true },
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
      OTP_HOST: '::1',
      OTP_PORT: '0',
      OTP_SERVER_PORT: '0',
      OTP_SERVER_CLIENTS: clientsOf({}),
      OTP_TOKEN_ID_LABEL: 'シリアル番号',
      OTP_BANK_NAME_JA: '当金庫',
    });
    expect(config.portal).toMatchObject({
      algorithm: 'EdDSA',
      jwks: { url: 'https://bank.example/jwks' },
    });
    expect(config).toMatchObject({ host: '::1', port: 0, serverPort: 0 });
    expect(config.clients).toMatchObject([
      { id: 'transfers', corporations: 'all', purposes: [], sessions: false },
    ]);
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
    ['OTP_HOST', { OTP_HOST: '' }],
    ['OTP_HOST', { OTP_HOST: 'http://localhost' }],
    ['OTP_SERVER_PORT', { OTP_SERVER_PORT: '65536' }],
    ['OTP_SERVER_PORT', { OTP_SERVER_CLIENTS: clientsOf({}) }],
    ['OTP_HIGH_WATER_FILE', { OTP_HIGH_WATER_FILE: 'counter.high-water' }],
    ['OTP_LOG_LEVEL', { OTP_LOG_LEVEL: 'verbose' }],
  ];
  test.each(faulty)('names the one variable at fault: %s %j', (name, env) => {
    const faults = faultsOf({ ...good, ...env });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}: `));
  });

  const faultyClients: [fault: string, clients: string][] = [
    ['must be a JSON list of clients', 'not json'],
    ['must be a JSON list of clients', '[]'],
    ['must be a JSON list of clients', '{"id":"transfers"}'],
    ['entry 1 is malformed in id', clientsOf({ id: 'Transfers 1' })],
    ['entry 1 is malformed in id', clientsOf({ id: undefined })],
    ['entry 2 is malformed in its fields', `[${JSON.stringify(oneClient)},1]`],
    ['transfers is malformed in keys', clientsOf({ keys: [] })],
    ['transfers is malformed in keys', clientsOf({ keys: ['a', 'b', 'c'].map(keyOf) })],
    ['transfers has a key (1) that is not 32 bytes', clientsOf({ keys: [shortKey] })],
    ['transfers is malformed in corporations', clientsOf({ corporations: [] })],
    ['transfers is malformed in corporations', clientsOf({ corporations: '*' })],
    ['transfers is malformed in purposes', clientsOf({ purposes: ['Transfer!'] })],
    ['transfers is malformed in its fields', clientsOf({ scope: 'all' })],
    ['transfers stands there twice', clientsOf({}, { keys: [keyOf('b')] })],
    ['payroll has a keyId that is not its own', clientsOf({}, { id: 'payroll' })],
    ['transfers has a keyId that is not its own', clientsOf({ keys: [keyOf('a'), keyOf('a')] })],
  ];
  test.each(faultyClients)('names a client by its id: %s', (fault, clients) => {
    const faults = faultsOf({ ...good, OTP_SERVER_PORT: '0', OTP_SERVER_CLIENTS: clients });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
    expect(faults[0]).toMatch(/^OTP_SERVER_CLIENTS: /);
    expect(faults[0]).not.toContain(shortKey.key);
  });

  test('never quotes what a secret was set to', () => {
    const canary = 'Y2FuYXJ5LWNhbmFyeS1jYW5hcnk';
    const faults = faultsOf({
      OTP_DATABASE_URL: `mysql://otp:${canary}@db`,
      OTP_VAULT_KEYS: `1:${canary}`,
      OTP_FINGERPRINT_KEY: canary,
      OTP_SERVER_CLIENTS: clientsOf({
        keys: [{ keyId: 'a', key: `${canary}!` }],
        purposes: [canary],
      }),
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
