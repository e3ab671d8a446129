// What the database itself says after a contest, read past the service.
import type { AuditEvent } from '../../bff/audit/chain.ts';
import { everybody } from '../../bff/store/attempt-store.ts';
import { attempt, auditEntry, token } from '../../bff/store/schema/index.ts';
import { openStage } from './database.ts';

/** A step of a token, as one word. */
export type StepName = `${string}/${string}`;

export interface Ledger {
  /** Every step that an entry says was spent, as often as one says so. */
  spent: StepName[];
  /** The newest accepted step of each token. */
  lastSteps: Map<string, bigint>;
  /** Wrong codes that were charged to somebody, in the last day. */
  charged: number;
}

/** Codes are shown in these; the registration is not part of a contest. */
const contested = new Set(['code-verified', 'intent-proved']);

/** Reads the database that all processes have let go. `since`: milliseconds. */
export async function readLedger(databaseUrl: string, since: number): Promise<Ledger> {
  await using database = await openStage(databaseUrl);
  return database.read(async (tx) => {
    const entries = (await tx.select().from(auditEntry))
      .filter(({ action, at }) => contested.has(action) && at >= since)
      .map(({ entry }) => JSON.parse(entry) as AuditEvent);
    const tokens = await tx.select().from(token);
    const attempts = await tx.select().from(attempt);
    return {
      spent: entries
        .filter(({ result }) => result === 'done')
        .map(({ tokenId = '', step = '' }): StepName => `${tokenId}/${step}`),
      lastSteps: new Map(tokens.map(({ tokenId, lastStep }) => [tokenId, lastStep])),
      charged: attempts
        .filter(({ actorId }) => actorId !== everybody)
        .reduce((sum, { recent }) => sum + recent.length, 0),
    };
  });
}
