import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config/config.ts';
import { type Log, serviceFailed } from './events.ts';
import { createLog } from './log.ts';
import { type AssertionVerifier, createAssertionVerifier } from './portal/assertion.ts';
import type { Database } from './store/database.ts';
import { KeyRing } from './vault/key-ring.ts';
import { SecretBox } from './vault/secret-box.ts';
import type { Vault } from './vault/vault.ts';
import { openDatabase } from '#database';

/** Everything an operation may reach. Made once, passed down, closed at the end. */
export interface Context extends AsyncDisposable {
  readonly config: Config;
  readonly clock: Clock;
  readonly database: Database;
  readonly vault: Vault;
  readonly assertions: AssertionVerifier;
  readonly log: Log;
}

/** What a host or a test may pass in instead of what the configuration would make. */
export type ContextParts = Partial<Pick<Context, 'clock' | 'database' | 'log'>>;

/**
 * Opens what the configuration names, migrations included. Whoever calls it closes it:
 * `await using context = await createContext(config)`.
 */
export async function createContext(config: Config, parts: ContextParts = {}): Promise<Context> {
  const log = parts.log ?? createLog(config.logLevel);
  const vault = new SecretBox(new KeyRing(config.environment, config.vaultKeys));
  const assertions = createAssertionVerifier(config.portal);
  const onFault = (cause: unknown) => {
    serviceFailed(log, { cause });
    process.kill(process.pid, 'SIGTERM');
  };
  const database = parts.database ?? (await openDatabase({ url: config.databaseUrl, onFault }));
  const clock = parts.clock ?? systemClock;
  return {
    config,
    clock,
    database,
    vault,
    assertions,
    log,
    [Symbol.asyncDispose]: () => database.close(),
  };
}
