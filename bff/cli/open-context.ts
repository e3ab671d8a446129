import type { Env } from '../config/env.ts';
import { readConfig } from '../config/read-config.ts';
import { openStores } from '../context.ts';
import type { Stores } from '../ports.ts';
import { Failure } from './failure.ts';
import { stockKeyVariable } from './stock-key.ts';

/**
 * Opens what the service's own environment names, migrations included, without beginning a service:
 * the next start shall still see how the last one ended. The caller closes it.
 *
 * @throws {ConfigError} if the environment has faults.
 * @throws {Failure} if the database can't be opened, above all because the service has it.
 */
export async function openContext(env: Env): Promise<Stores> {
  // Ours alone: the service knows no such variable and refuses what it doesn't know.
  const variables = Object.entries(env).filter(([name]) => name !== stockKeyVariable);
  const serviceEnv = Object.fromEntries(variables);
  // What a command has to say it prints; log lines would stand between.
  const config = { ...readConfig(serviceEnv), logLevel: 'silent' } as const;
  try {
    return await openStores(config);
  } catch (cause) {
    throw new Failure(reasonOf(cause), { cause });
  }
}

function reasonOf(cause: unknown): string {
  if (isInUse(cause))
    return (
      'The service is running on this database file: stop it first, ' +
      'or use PostgreSQL, which several processes can share'
    );
  return cause instanceof Error ? cause.message : "The database can't be opened";
}

/** The database refuses to share its file, and keeps the driver's word for it as the cause. */
function isInUse(error: unknown): boolean {
  const driver = error instanceof Error ? error.cause : undefined;
  return driver instanceof Error && 'code' in driver && driver.code === 'SQLITE_BUSY';
}
