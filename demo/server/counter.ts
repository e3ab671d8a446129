// The counter, taken from the package's public entry and mounted as any bank would mount it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createContext,
  type Config,
  type Context,
  type ContextParts,
  type ServerClient,
} from 'otp-madoguchi/bff';
import type { DemoKeys } from './keys.ts';
import { audience, issuer } from './vouching.ts';

const minute = 60_000;
const hour = 60 * minute;

export interface CounterOptions {
  /** Where the demo keeps its data. */
  folder: string;
  /** `http://localhost:4610`. */
  origin: string;
  keys: DemoKeys;
  /** The portal's server, which may end sessions. */
  client: ServerClient;
}

/** Opens the counter's database, migrations included. The caller must close it. */
export function openCounter(options: CounterOptions, parts: ContextParts = {}): Promise<Context> {
  return createContext(configOf(options), parts);
}

function configOf({ folder, origin, keys, client }: CounterOptions): Config {
  return {
    environment: 'demo',
    databaseUrl: pathToFileURL(join(folder, 'counter.db')).href,
    basePath: '/otp/v1',
    origins: [origin],
    vaultKeys: [{ version: 1, key: keys.vaultKey }],
    fingerprintKey: keys.fingerprintKey,
    portal: { issuer, audience, algorithm: 'ES256', jwks: { keys: [keys.publicKey] } },
    clients: [client],
    settings: {
      bankName: { ja: '当行', en: 'the bank' },
      branchName: { ja: 'お取引店', en: 'your branch' },
    },
    session: { idle: 10 * minute, absolute: 8 * hour, single: true },
    intentLife: 10 * minute,
    logLevel: 'warn',
  };
}
