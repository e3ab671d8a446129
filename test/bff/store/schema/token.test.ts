import { describe, expect, test } from 'vitest';
import { token, tokenLocation } from '../../../../bff/store/schema/index.ts';
import { openWith, ruleBroken, statementOf } from '../../../support/around.ts';
import { corporationId, insertCorporation, insertToken } from '../../../support/rows.ts';

const columns =
  'corporation_id, token_id, kind, algorithm, digits, period, sealed_secret, key_version, last_step, state';

/** Puts a fresh token in the place of T1, as only raw SQL can. */
const replaced = statementOf({
  sqlite: `insert or replace into token (${columns})
    values ('C0001', 'T1', 'totp', 'sha1', 6, 30, x'010203', 1, -1, 'stock')`,
  pg: `insert into token (${columns})
    values ('C0001', 'T1', 'totp', 'sha1', 6, 30, '\\x010203', 1, -1, 'stock')
    on conflict (corporation_id, token_id) do update set last_step = -1, state = 'stock'`,
});
const emptied = statementOf({ sqlite: 'delete from token', pg: 'truncate token cascade' });

describe('I1: the last step of a token never goes back', () => {
  test('by an update', async () => {
    await using database = await openWith(insertToken);
    const lowered = await ruleBroken(database, (tx) => tx.update(token).set({ lastStep: 9n }));
    expect(lowered).toBe('trigger');
    const raised = await ruleBroken(database, (tx) => tx.update(token).set({ lastStep: 11n }));
    expect(raised).toBe('none');
  });

  test('by a row deleted and inserted again', async () => {
    await using database = await openWith(insertToken);
    expect(await ruleBroken(database, (tx) => tx.delete(token))).toBe('trigger');
    expect(await ruleBroken(database, emptied)).toBe('trigger');
  });

  test('by a row that is replaced', async () => {
    await using database = await openWith(insertToken);
    expect(await ruleBroken(database, replaced)).toBe('trigger');
    expect(await database.read((tx) => tx.select().from(token))).toMatchObject([{ lastStep: 10n }]);
  });

  test('by ids that change their places', async () => {
    await using database = await openWith(
      insertToken,
      (tx) => insertToken(tx, { tokenId: 'T2', lastStep: -1n }),
      (tx) => insertCorporation(tx, 'C0002'),
    );
    for (const id of [{ tokenId: 'T9' }, { corporationId: 'C0002' }]) {
      expect(await ruleBroken(database, (tx) => tx.update(token).set(id))).toBe('trigger');
    }
  });

  test('below the counter that a token begins with', async () => {
    await using database = await openWith();
    expect(await ruleBroken(database, (tx) => insertToken(tx, { lastStep: -2n }))).toBe('check');
  });
});

describe('I16: a retired token stays retired', () => {
  test.each(['stock', 'held', 'disabled'] as const)('and is never %s again', async (state) => {
    await using database = await openWith((tx) => insertToken(tx, { state: 'retired' }));
    const revived = await ruleBroken(database, (tx) => tx.update(token).set({ state }));
    expect(revived).toBe('trigger');
  });

  test('also where its row is deleted or replaced', async () => {
    await using database = await openWith((tx) => insertToken(tx, { state: 'retired' }));
    for (const trick of [replaced, emptied]) {
      expect(await ruleBroken(database, trick)).toBe('trigger');
    }
  });

  test('and its id is never free for another', async () => {
    const location = { tokenId: 'T1', corporationId, secretDigest: 'aa' };
    await using database = await openWith((tx) => tx.insert(tokenLocation).values(location));
    const changes = [
      ruleBroken(database, (tx) => tx.delete(tokenLocation)),
      ruleBroken(database, (tx) => tx.update(tokenLocation).set({ tokenId: 'T9' })),
      ruleBroken(database, (tx) => tx.update(tokenLocation).set({ corporationId: 'C0002' })),
    ];
    expect(await Promise.all(changes)).toEqual(['trigger', 'trigger', 'trigger']);
    const again = { ...location, secretDigest: 'bb' };
    const taken = await ruleBroken(database, (tx) => tx.insert(tokenLocation).values(again));
    expect(taken).toBe('unique');
  });
});

test('A14 what a token came with never changes', async () => {
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

test('a token of an unknown corporation is refused', async () => {
  await using database = await openWith();
  const stray = await ruleBroken(database, (tx) => insertToken(tx, { corporationId: 'C9' }));
  expect(stray).toBe('foreign-key');
});
