// From the environment to a configuration: the names, defaults and forms of all variables, and one
// list of everything that is wrong with them. No fault ever quotes a value: most are secrets.
import { isAbsolute } from 'node:path';
import type { JWK } from 'jose';
import { z } from 'zod';
import { portalAlgorithms, type PortalKeys } from '../portal/portal-config.ts';
import { secureUrl } from '../store/pg/secure-url.ts';
import {
  defaultAbsolute,
  defaultIdle,
  defaultIntentLife,
  logLevels,
  type ServerConfig,
} from './config.ts';
import { ConfigError } from './config-error.ts';
import { envPrefix, secretNames, type Env } from './env.ts';
import { parseFingerprintKey, parseVaultKeys, readSecret } from './secrets.ts';
import { parseServerClients } from './server-clients.ts';

const variables = z.strictObject({
  OTP_ENVIRONMENT: z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be 1 to 32 of a-z 0-9 -'),
  OTP_DATABASE_URL: parsed(parseDatabaseUrl),
  OTP_HIGH_WATER_FILE: z.string().refine(isAbsolute, 'must be an absolute path').optional(),
  OTP_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, 'must be an address or a name')
    .default('127.0.0.1'),
  OTP_PORT: parsed(parsePort).prefault('8080'),
  OTP_SERVER_PORT: parsed(parsePort).optional(),
  OTP_ORIGIN: parsed(parseOrigins),
  OTP_BASE_PATH: z
    .string()
    .regex(/^(\/[a-z0-9-]+)+$/, 'must be like /otp/v1')
    .default('/otp/v1'),
  OTP_VAULT_KEYS: parsed(parseVaultKeys),
  OTP_FINGERPRINT_KEY: parsed(parseFingerprintKey),
  OTP_PORTAL_ISSUER: z.string().min(1),
  OTP_PORTAL_AUDIENCE: z.string().min(1).default('otp-madoguchi'),
  OTP_PORTAL_ALGORITHM: z.enum(portalAlgorithms).default('ES256'),
  OTP_PORTAL_JWKS_URL: parsed(parseSecureUrl).optional(),
  OTP_PORTAL_JWKS: parsed(parseJwks).optional(),
  OTP_SERVER_CLIENTS: parsed(parseServerClients).optional(),
  OTP_TOKEN_ID_LABEL: z.string().min(1).optional(),
  OTP_BANK_NAME_JA: z.string().min(1).default('当行'),
  OTP_BANK_NAME_EN: z.string().min(1).default('the bank'),
  OTP_BRANCH_NAME_JA: z.string().min(1).default('お取引店'),
  OTP_BRANCH_NAME_EN: z.string().min(1).default('your branch'),
  OTP_SINGLE_SESSION: z.enum(['true', 'false']).default('true'),
  OTP_LOG_LEVEL: z.enum(logLevels).default('info'),
});
type Variables = z.output<typeof variables>;

/**
 * Reads and checks all variables that begin with `OTP_`.
 *
 * @throws {ConfigError} that lists every fault at once: missing, malformed and unknown variables.
 */
export function readConfig(env: Env): ServerConfig {
  const faults: string[] = [];
  const texts = Object.fromEntries(Object.entries(env).filter(([name]) => isPlain(name)));
  for (const name of secretNames) {
    try {
      texts[name] = readSecret(env, name);
    } catch (cause) {
      faults.push(`${name}: ${faultOf(cause)}`);
    }
  }
  if ((texts['OTP_PORTAL_JWKS_URL'] === undefined) === (texts['OTP_PORTAL_JWKS'] === undefined))
    faults.push('OTP_PORTAL_JWKS: set this or OTP_PORTAL_JWKS_URL, and not both');
  if (texts['OTP_SERVER_CLIENTS'] !== undefined && texts['OTP_SERVER_PORT'] === undefined)
    faults.push('OTP_SERVER_PORT: is missing: the clients of OTP_SERVER_CLIENTS are served there');
  const result = variables.safeParse(texts);
  if (!result.success) faults.push(...result.error.issues.map(describeIssue));
  if (!result.success || faults.length > 0) throw new ConfigError(faults);
  return toConfig(result.data);
}

function toConfig(v: Variables): ServerConfig {
  return {
    environment: v.OTP_ENVIRONMENT,
    databaseUrl: v.OTP_DATABASE_URL,
    ...(v.OTP_HIGH_WATER_FILE !== undefined && { highWaterFile: v.OTP_HIGH_WATER_FILE }),
    host: v.OTP_HOST,
    port: v.OTP_PORT,
    ...(v.OTP_SERVER_PORT !== undefined && { serverPort: v.OTP_SERVER_PORT }),
    basePath: v.OTP_BASE_PATH,
    origins: v.OTP_ORIGIN,
    vaultKeys: v.OTP_VAULT_KEYS,
    fingerprintKey: v.OTP_FINGERPRINT_KEY,
    portal: {
      issuer: v.OTP_PORTAL_ISSUER,
      audience: v.OTP_PORTAL_AUDIENCE,
      algorithm: v.OTP_PORTAL_ALGORITHM,
      jwks: portalKeys(v),
    },
    ...(v.OTP_SERVER_CLIENTS && { clients: v.OTP_SERVER_CLIENTS }),
    settings: {
      ...(v.OTP_TOKEN_ID_LABEL !== undefined && { tokenIdLabel: v.OTP_TOKEN_ID_LABEL }),
      bankName: { ja: v.OTP_BANK_NAME_JA, en: v.OTP_BANK_NAME_EN },
      branchName: { ja: v.OTP_BRANCH_NAME_JA, en: v.OTP_BRANCH_NAME_EN },
    },
    session: {
      idle: defaultIdle,
      absolute: defaultAbsolute,
      single: v.OTP_SINGLE_SESSION === 'true',
    },
    intentLife: defaultIntentLife,
    logLevel: v.OTP_LOG_LEVEL,
  };
}

function portalKeys(v: Variables): PortalKeys {
  return v.OTP_PORTAL_JWKS_URL === undefined
    ? { keys: v.OTP_PORTAL_JWKS ?? [] }
    : { url: v.OTP_PORTAL_JWKS_URL };
}

/** Ours, and not the name of a file that a secret stands in. */
function isPlain(name: string): boolean {
  return name.startsWith(envPrefix) && !secretNames.some((secret) => name === `${secret}_FILE`);
}

/** A variable whose text `parse` turns into a value, or refuses by throwing the fault's text. */
function parsed<T>(parse: (text: string) => T) {
  return z.string().transform((text, context): T => {
    try {
      return parse(text);
    } catch (cause) {
      context.addIssue(faultOf(cause));
      return z.NEVER;
    }
  });
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `${issue.keys.join(', ')}: unknown`;
  const missing = issue.code === 'invalid_type';
  return `${issue.path.join('.')}: ${missing ? 'is missing' : issue.message}`;
}

function faultOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'is not valid';
}

/** What leads to another machine is made safe here, or refused. */
function parseDatabaseUrl(text: string): string {
  if (/^file:./.test(text)) return text;
  if (!/^postgres(ql)?:./.test(text)) throw new Error('must be file: or postgres:');
  return secureUrl(text);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^[0-9]+$/.test(text) || port > 65_535) throw new Error('must be 0 to 65535');
  return port;
}

function parseOrigins(text: string): string[] {
  return text.split(',').map((entry) => {
    const origin = entry.trim();
    if (parseSecureUrl(origin) !== `${origin}/`)
      throw new Error('must be exact origins like https://bank.example, without a path');
    return origin;
  });
}

/** Plain http is for one's own machine: elsewhere the cookie and the keys would travel in clear. */
function parseSecureUrl(text: string): string {
  const url = URL.parse(text);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url?.hostname ?? '');
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && local))
    throw new Error('must be https, or http on this machine');
  return url.href;
}

/** A JSON Web Key Set (RFC 7517 section 5) of public keys. */
function parseJwks(text: string): JWK[] {
  const set = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });
  const result = set.safeParse(parseJson(text));
  if (!result.success) throw new Error('must be a JSON Web Key Set with a key');
  if (result.data.keys.some((key) => 'd' in key || key.kty === 'oct'))
    throw new Error('must hold public keys only');
  return result.data.keys;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error('must be JSON', { cause });
  }
}
