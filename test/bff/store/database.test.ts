import { and, eq, lt, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { corporation, token } from '../../../bff/store/schema/index.ts';
import type { Database } from '../../../bff/store/database.ts';
import { StorageError } from '../../../bff/store/storage-error.ts';
import { openTestDatabase } from '../../support/database.ts';
import { insertCorporation, insertToken } from '../../support/rows.ts';

function plant(database: Database, lastStep = 10n): Promise<void> {
  return database.write(async (tx) => {
    await insertCorporation(tx);
    await insertToken(tx, { lastStep });
  });
}

function spend(database: Database, step: bigint): Promise<boolean> {
  return database.write(async (tx) => {
    const spent = await tx
      .update(token)
      .set({ lastStep: step })
      .where(and(eq(token.tokenId, 'T1'), lt(token.lastStep, step)))
      .returning({ lastStep: token.lastStep });
    return spent.length === 1;
  });
}

async function countCorporations(database: Database): Promise<number> {
  const rows = await database.read((tx) => tx.select().from(corporation));
  return rows.length;
}

function found(database: Database, id: string): Promise<string> {
  return database.write(async (tx) => {
    await insertCorporation(tx, id);
    return id;
  });
}

describe('transactions', () => {
  test('A2: fifty parallel spends of one step have one winner', async () => {
    await using database = await openTestDatabase();
    await plant(database);
    const spends = await Promise.all(Array.from({ length: 50 }, () => spend(database, 11n)));
    expect(spends.filter(Boolean)).toHaveLength(1);
  });

  test('two hundred writes at once are all answered', async () => {
    await using database = await openTestDatabase();
    const ids = Array.from({ length: 200 }, (_, index) => `C${index}`);
    const answers = await Promise.all(ids.map((id) => found(database, id)));
    expect(answers).toEqual(ids);
    expect(await countCorporations(database)).toBe(200);
  });

  test('a throwing job rolls back alone among its neighbours', async () => {
    await using database = await openTestDatabase();
    const outcomes = await Promise.allSettled([
      found(database, 'before'),
      database.write(async (tx) => {
        await insertCorporation(tx, 'bad');
        throw new RangeError('thought better of it');
      }),
      found(database, 'after'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const rows = await database.read((tx) =>
      tx
        .select({ id: corporation.corporationId })
        .from(corporation)
        .orderBy(corporation.corporationId),
    );
    expect(rows.map(({ id }) => id)).toEqual(['after', 'before']);
  });

  test('what a job throws itself arrives unchanged', async () => {
    await using database = await openTestDatabase();
    const thrown = new RangeError('mine');
    await expect(database.write(() => Promise.reject(thrown))).rejects.toBe(thrown);
  });

  test('a broken rule is named without its values', async () => {
    await using database = await openTestDatabase();
    await found(database, 'CANARY-7781');
    const error: unknown = await found(database, 'CANARY-7781').catch((each: unknown) => each);
    expect(error).toBeInstanceOf(StorageError);
    expect(error).toMatchObject({ rule: 'unique' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('CANARY');
  });

  test('a reader that writes is refused', async () => {
    await using database = await openTestDatabase();
    await plant(database);
    const sly = database.read((tx) => tx.update(token).set({ drift: 3 }).returning());
    await expect(sly).rejects.toThrow();
    const [row] = await database.read((tx) => tx.select().from(token));
    expect(row?.drift).toBe(0);
  });

  test('64-bit counters, bytes and null come back exact', async () => {
    await using database = await openTestDatabase();
    const counter = 9_223_372_036_854_775_806n;
    await plant(database, counter);
    const [row] = await database.read((tx) => tx.select().from(token));
    expect(row?.lastStep).toBe(counter);
    expect(row?.digits).toBe(6);
    expect(row?.sealedSecret).toEqual(new Uint8Array([1, 2, 3]));
    const [{ nothing } = { nothing: 'x' }] = await database.read((tx) =>
      tx.select({ nothing: sql<null>`null` }).from(token),
    );
    expect(nothing).toBeNull();
  });

  test('closing finishes what began and refuses the rest', async () => {
    await using database = await openTestDatabase();
    const begun = found(database, 'begun');
    const closed = database.close();
    await expect(found(database, 'late')).rejects.toThrow('The database is closed');
    expect(await begun).toBe('begun');
    await closed;
  });
});
