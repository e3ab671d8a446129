// Rows that tests of the store begin with.
import type { ChosenMode } from '../../bff/contract/usage-mode.ts';
import type { Transaction } from '../../bff/store/database.ts';
import { corporation, intent, member, registration, token } from '../../bff/store/schema/index.ts';

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

/** The master M1 and the users U1 and U2. */
export async function insertMembers(tx: Transaction): Promise<void> {
  const one = { corporationId, name: '見本', nameFolded: '見本' };
  await tx.insert(member).values([
    { ...one, customerId: 'M1', role: 'administrator', rank: 0 },
    { ...one, customerId: 'U1', role: 'approver', rank: 1 },
    { ...one, customerId: 'U2', role: 'general', rank: 1 },
  ]);
}

/** The master's registration with T1; another holder, mode or token by `row`. */
export async function insertRegistration(
  tx: Transaction,
  row: Partial<typeof registration.$inferInsert> = {},
): Promise<void> {
  await tx.insert(registration).values({
    corporationId,
    customerId: 'M1',
    holderKind: 'master',
    mode: 'separate',
    tokenId: 'T1',
    registeredAt: 0,
    ...row,
  });
}

/** What makes a registration the corporation's own. */
export const ofCorporation = { customerId: '', holderKind: 'corporation', mode: 'shared' } as const;

/** Members, the tokens T1 to T3, and a mode with the registration that it must have: of T1. */
export async function insertChosenMode(tx: Transaction, mode: ChosenMode): Promise<void> {
  await insertMembers(tx);
  for (const tokenId of ['T1', 'T2', 'T3']) await insertToken(tx, { tokenId });
  await tx.update(corporation).set({ mode, version: 1, modeVersion: 1 });
  await insertRegistration(tx, mode === 'shared' ? ofCorporation : {});
}
