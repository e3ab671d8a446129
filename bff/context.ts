import { openDatabase } from '#database';
import { systemClock } from './clock.ts';
import type { Config } from './config/config.ts';
import { StartFault } from './errors/start-fault.ts';
import { databaseFileExposed, serviceFailed } from './events.ts';
import { createLog } from './log.ts';
import { createAssertionVerifier } from './portal/assertion.ts';
import type { Context, Stores } from './ports.ts';
import { KeyRing } from './vault/key-ring.ts';
import { SecretBox } from './vault/secret-box.ts';
import { VaultError } from './vault/vault-error.ts';
import type { Vault } from './vault/vault.ts';
import { beginService } from './watch/begin-service.ts';
import { highWaterFileBeside } from './watch/high-water-file.ts';

/** What a host or a test may pass in instead of what the configuration would make. */
export type ContextParts = Partial<Pick<Context, 'clock' | 'database' | 'log'>>;

/**
 * Opens what the configuration names, migrations included, and begins the service: a fence that is
 * due is raised before this returns. Whoever calls it closes it, which ends the service in good order:
 * `await using context = await createContext(config)`.
 */
export async function createContext(config: Config, parts: ContextParts = {}): Promise<Context> {
  const stores = await openStores(config, parts);
  const assertions = createAssertionVerifier(config.portal, stores);
  // A database that was passed in is not where the configuration says.
  const beside = parts.database === undefined ? highWaterFileBeside(config.databaseUrl) : undefined;
  const highWaterFile = config.highWaterFile ?? beside;
  try {
    const service = await beginService({ ...stores, highWaterFile });
    const dispose = async () => {
      await service.end();
      await stores.database.close();
    };
    return {
      ...stores,
      assertions,
      clockWatch: service.clockWatch,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await stores.database.close();
    throw error;
  }
}

/** Opens a database to read it and nothing else, whatever else is configured. The caller closes it. */
export { openReadOnly } from '#database';

/** Opens what the configuration names, migrations included, and begins no service on it. */
export async function openStores(config: Config, parts: ContextParts = {}): Promise<Stores> {
  const log = parts.log ?? createLog(config.logLevel);
  const vault = openVault(config);
  const onFault = (cause: unknown) => {
    serviceFailed(log, { cause });
    process.kill(process.pid, 'SIGTERM');
  };
  const onWideRights = (rights: string) => {
    databaseFileExposed(log, { rights });
  };
  const database =
    parts.database ?? (await openDatabase({ url: config.databaseUrl, onFault, onWideRights }));
  const clock = parts.clock ?? systemClock;
  return { config, clock, database, vault, log, [Symbol.asyncDispose]: () => database.close() };
}

function openVault({ environment, vaultKeys, fingerprintKey }: Config): Vault {
  try {
    return new SecretBox(new KeyRing(environment, vaultKeys, fingerprintKey));
  } catch (cause) {
    throw cause instanceof VaultError ? new StartFault(cause.message, { cause }) : cause;
  }
}
