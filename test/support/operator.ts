import { randomBytes } from 'node:crypto';
import type { OperatorContext } from '../../bff/ports.ts';
import { auditEntry } from '../../bff/store/schema/index.ts';
import { KeyRing } from '../../bff/vault/key-ring.ts';
import { SecretBox } from '../../bff/vault/secret-box.ts';
import type { Vault } from '../../bff/vault/vault.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';

/** An instant that tests may rely on, in milliseconds. */
export const operatorNow = Date.UTC(2026, 3, 1, 9);

/** What an operator's commands need, on an empty database of their own. */
export interface Operator extends OperatorContext, AsyncDisposable {
  readonly database: TestDatabase;
  readonly vault: Vault;
}

export async function openOperator(): Promise<Operator> {
  const database = await openTestDatabase();
  return {
    clock: { now: () => operatorNow },
    config: { environment: 'test' },
    database,
    vault: new SecretBox(
      new KeyRing('test', [{ version: 1, key: randomBytes(32) }], randomBytes(32)),
    ),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

/** Actions and targets of a corporation's history, in the order of the chain. */
export async function readHistory({ database }: Operator, corporationId: string) {
  const rows = await database.read((tx) => tx.select().from(auditEntry).orderBy(auditEntry.seq));
  return rows
    .filter((row) => row.corporationId === corporationId)
    .map(({ seq, action, targetId }) => ({ seq, action, targetId }));
}
