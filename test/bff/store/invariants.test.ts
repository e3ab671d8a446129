import { describe, expect, test } from 'vitest';
import type { Database, Transaction } from '../../../bff/store/database.ts';
import { auditEntry, intent, token } from '../../../bff/store/schema/index.ts';
import { openTestDatabase } from '../../support/database.ts';
import { corporationId, insertCorporation, insertIntent, insertToken } from '../../support/rows.ts';

type Work = (tx: Transaction) => Promise<unknown>;

async function openWith(...works: Work[]) {
  const database = await openTestDatabase();
  await database.write(async (tx) => {
    await insertCorporation(tx);
    for (const work of works) await work(tx);
  });
  return database;
}

async function ruleBroken(database: Database, work: Work): Promise<unknown> {
  try {
    await database.write(work);
    return 'none';
  } catch (error) {
    return error instanceof Error && 'rule' in error ? error.rule : error;
  }
}

describe('triggers', () => {
  test('I1: the last step of a token never goes back', async () => {
    await using database = await openWith(insertToken);
    const lowered = await ruleBroken(database, (tx) => tx.update(token).set({ lastStep: 9n }));
    expect(lowered).toBe('trigger');
    expect(await ruleBroken(database, (tx) => tx.update(token).set({ lastStep: 11n }))).toBe(
      'none',
    );
  });

  test('I16: a retired token stays retired for ever', async () => {
    await using database = await openWith((tx) => insertToken(tx, { state: 'retired' }));
    for (const state of ['stock', 'held', 'disabled'] as const) {
      const revived = await ruleBroken(database, (tx) => tx.update(token).set({ state }));
      expect(revived, state).toBe('trigger');
    }
  });

  test('what a token came with never changes', async () => {
    await using database = await openWith(insertToken);
    const changes = [
      { kind: 'hotp' },
      { algorithm: 'sha256' },
      { digits: 8 },
      { period: 60 },
    ] as const;
    for (const change of changes) {
      expect(await ruleBroken(database, (tx) => tx.update(token).set(change))).toBe('trigger');
    }
  });

  test.each(['void', 'expired'] as const)(
    'I9: an intent that is %s never changes',
    async (state) => {
      await using database = await openWith((tx) => insertIntent(tx, { state }));
      const reopened = await ruleBroken(database, (tx) => tx.update(intent).set({ state: 'open' }));
      expect(reopened).toBe('trigger');
    },
  );

  test('I9: a committed intent keeps its receipt', async () => {
    await using database = await openWith(insertIntent);
    const receipt = { number: '1' } as unknown as typeof intent.$inferInsert.receipt;
    await database.write((tx) => tx.update(intent).set({ state: 'committed', receipt }));
    const forged = await ruleBroken(database, (tx) => tx.update(intent).set({ customerId: 'U9' }));
    expect(forged).toBe('trigger');
  });

  test('an audit entry is neither changed nor deleted', async () => {
    await using database = await openWith((tx) =>
      tx.insert(auditEntry).values({
        corporationId,
        seq: 1,
        at: 0,
        action: 'test',
        targetId: '',
        entry: '{}',
        prevHash: '',
        entryHash: 'ab',
      }),
    );
    const changed = await ruleBroken(database, (tx) =>
      tx.update(auditEntry).set({ entry: '{"a":1}' }),
    );
    expect(changed).toBe('trigger');
    expect(await ruleBroken(database, (tx) => tx.delete(auditEntry))).toBe('trigger');
  });
});

describe('constraints', () => {
  test('a last step below minus one is refused', async () => {
    await using database = await openWith();
    expect(await ruleBroken(database, (tx) => insertToken(tx, { lastStep: -2n }))).toBe('check');
  });

  test('a token of an unknown corporation is refused', async () => {
    await using database = await openWith();
    const stray = await ruleBroken(database, (tx) => insertToken(tx, { corporationId: 'C9' }));
    expect(stray).toBe('foreign-key');
  });

  test('a master has one live intent at a time', async () => {
    await using database = await openWith(insertIntent);
    const second = { intentId: 'I2', idempotencyKey: 'k2' };
    expect(await ruleBroken(database, (tx) => insertIntent(tx, second))).toBe('unique');
  });
});
