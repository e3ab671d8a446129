// Rows that tests of the store begin with.
import { corporation, intent, token } from '../../bff/store/schema/index.ts';
import type { Transaction } from '../../bff/store/database.ts';

export const corporationId = 'C0001';

export async function insertCorporation(tx: Transaction, id = corporationId): Promise<void> {
  await tx.insert(corporation).values({ corporationId: id, name: '見本商事', auditHash: '' });
}

export async function insertToken(
  tx: Transaction,
  row: Partial<typeof token.$inferInsert> = {},
): Promise<void> {
  await tx.insert(token).values({
    corporationId,
    tokenId: 'T1',
    kind: 'totp',
    algorithm: 'sha1',
    digits: 6,
    period: 30,
    sealedSecret: new Uint8Array([1, 2, 3]),
    keyVersion: 1,
    lastStep: 10n,
    ...row,
  });
}

export async function insertIntent(
  tx: Transaction,
  row: Partial<typeof intent.$inferInsert> = {},
): Promise<void> {
  await tx.insert(intent).values({
    corporationId,
    intentId: 'I1',
    operation: 'change-usage-mode',
    modeFrom: 'separate',
    modeTo: 'shared',
    customerId: '',
    version: 1,
    actorId: 'M1',
    sessionHash: 'aa',
    idempotencyKey: 'k1',
    openedAt: 0,
    expiresAt: 1,
    ...row,
  });
}
