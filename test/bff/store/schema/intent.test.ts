import { describe, expect, test } from 'vitest';
import type { Receipt } from '../../../../bff/contract/intent.ts';
import type { Transaction } from '../../../../bff/store/database.ts';
import { intent } from '../../../../bff/store/schema/index.ts';
import { openWith, ruleBroken, statementOf, type Work } from '../../../support/around.ts';
import { insertIntent } from '../../../support/rows.ts';

const receipt: Receipt = {
  number: '20260401-AAAA0000',
  at: '2026-04-01T09:00:00.000Z',
  operation: 'change-usage-mode',
  mode: { from: 'separate', to: 'shared' },
  holder: { kind: 'corporation' },
  tokenIdTail: '0001',
};
const set = (row: Partial<typeof intent.$inferInsert>) => (tx: Transaction) =>
  tx.update(intent).set(row);
const prove = set({ state: 'proved', provedTokenId: 'T1', provedStep: 12n });
const commit = set({ state: 'committed', receipt });

/** Puts a fresh intent in the place of I1, as only raw SQL can. */
const replaced = statementOf({
  sqlite: `insert or replace into intent select corporation_id, intent_id, operation, 'open',
    mode_from, mode_to, customer_id, version, actor_id, session_hash, idempotency_key, opened_at,
    expires_at, null, null, null, null, null, null, null from intent`,
  pg: `insert into intent select * from intent on conflict (corporation_id, intent_id)
    do update set state = 'open', receipt = null`,
});

describe('I9: an ended intent is final', () => {
  test.each(['void', 'expired'] as const)('that is %s', async (state) => {
    await using database = await openWith((tx) => insertIntent(tx, { state }));
    expect(await ruleBroken(database, set({ state: 'open' }))).toBe('trigger');
  });

  test('that is committed', async () => {
    await using database = await openWith(insertIntent, prove, commit);
    const tricks: Work[] = [
      set({ state: 'open', receipt: null }),
      set({ state: 'proved', receipt: null }),
      set({ receipt: { ...receipt, number: '20260401-BBBB0000' } }),
      set({ committedDigest: '1.00' }),
      (tx) => tx.delete(intent),
      replaced,
    ];
    for (const trick of tricks) expect(await ruleBroken(database, trick)).toBe('trigger');
  });

  test('and a table of them is never emptied', async () => {
    await using database = await openWith(insertIntent, prove, commit);
    const emptied = statementOf({ sqlite: 'delete from intent', pg: 'truncate intent' });
    expect(await ruleBroken(database, emptied)).toBe('trigger');
  });
});

describe('I9: an intent does what was shown', () => {
  test.each([
    { operation: 'replace-token' },
    { modeFrom: 'unset' },
    { modeTo: 'separate' },
    { customerId: 'U9' },
    { version: 2 },
    { actorId: 'M2' },
    { sessionHash: 'bb' },
    { expiresAt: 9 },
  ] as const)('and keeps its %o', async (change) => {
    await using database = await openWith(insertIntent);
    expect(await ruleBroken(database, set(change))).toBe('trigger');
  });

  test('A48: it is not committed before its proof', async () => {
    await using database = await openWith(insertIntent);
    expect(await ruleBroken(database, commit)).toBe('trigger');
    expect(await ruleBroken(database, set({ state: 'proved' }))).toBe('trigger');
    expect(await ruleBroken(database, prove)).toBe('none');
    expect(await ruleBroken(database, commit)).toBe('none');
  });

  test('the first registration has no proof to wait for', async () => {
    await using database = await openWith((tx) =>
      insertIntent(tx, { operation: 'register-first', modeFrom: 'unset' }),
    );
    expect(await ruleBroken(database, commit)).toBe('none');
  });

  test('it is proved once', async () => {
    await using database = await openWith(insertIntent, prove);
    for (const change of [
      { state: 'open' },
      { provedTokenId: 'T2' },
      { provedStep: 13n },
    ] as const) {
      expect(await ruleBroken(database, set(change))).toBe('trigger');
    }
  });

  test.each(['proved', 'committed'] as const)('none begins %s', async (state) => {
    await using database = await openWith();
    const row = state === 'committed' ? { state, receipt } : { state };
    expect(await ruleBroken(database, (tx) => insertIntent(tx, row))).toBe('trigger');
  });

  test('it has a receipt exactly when it is committed', async () => {
    await using database = await openWith(insertIntent, prove);
    expect(await ruleBroken(database, set({ receipt }))).toBe('check');
    expect(await ruleBroken(database, set({ state: 'committed' }))).toBe('check');
  });
});

test('a master has one live intent at a time', async () => {
  await using database = await openWith(insertIntent);
  const second = { intentId: 'I2', idempotencyKey: 'k2' };
  expect(await ruleBroken(database, (tx) => insertIntent(tx, second))).toBe('unique');
});

test('a key opens one intent and no other', async () => {
  await using database = await openWith(insertIntent, set({ state: 'void' }));
  const second = { intentId: 'I2' };
  expect(await ruleBroken(database, (tx) => insertIntent(tx, second))).toBe('unique');
});
