import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { run } from '#columns';
import type { Database, Transaction } from '../../../../bff/store/database.ts';
import { corporation } from '../../../../bff/store/schema/index.ts';
import { openTestDatabase } from '../../../support/database.ts';
import { insertCorporation, insertToken } from '../../../support/rows.ts';

function corporations(database: Database): Promise<number> {
  return database.read(count);
}

async function count(tx: Transaction): Promise<number> {
  return (await tx.select().from(corporation)).length;
}

/** A real failure of COMMIT: a token without its corporation, looked at only then. */
async function poison(tx: Transaction): Promise<void> {
  await run(tx, sql`pragma defer_foreign_keys = on`);
  await insertToken(tx, { corporationId: 'nobody' });
}

describe('a group whose commit fails', () => {
  test('refuses only the job that broke a rule', async () => {
    await using database = await openTestDatabase();
    const runs: string[] = [];
    const insert = (id: string) => (tx: Transaction) => {
      runs.push(id);
      return insertCorporation(tx, id);
    };
    const outcomes = await Promise.allSettled([
      database.write(insert('C1')),
      database.write(poison),
      database.write(insert('C2')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { rule: 'foreign-key' } });
    expect(await corporations(database)).toBe(2);
    expect(runs).toEqual(['C1', 'C2', 'C1', 'C2']);
  });

  test('shows its readers what is kept and no more', async () => {
    await using database = await openTestDatabase();
    const written = database.write((tx) => insertCorporation(tx, 'C1'));
    const poisoned = database.write(async (tx) => {
      await insertCorporation(tx, 'C2');
      await poison(tx);
    });
    const seen = corporations(database);
    await expect(poisoned).rejects.toMatchObject({ rule: 'foreign-key' });
    expect(await seen).toBe(1);
    await written;
  });

  test('refuses a job once more that refused before', async () => {
    await using database = await openTestDatabase();
    const refused = database.write(() => Promise.reject(new Error('undone')));
    const poisoned = database.write(poison);
    await expect(poisoned).rejects.toMatchObject({ rule: 'foreign-key' });
    await expect(refused).rejects.toThrow('undone');
  });

  test('leaves the queue working', async () => {
    await using database = await openTestDatabase();
    await expect(database.write(poison)).rejects.toMatchObject({ rule: 'foreign-key' });
    await database.write((tx) => insertCorporation(tx, 'C1'));
    expect(await corporations(database)).toBe(1);
  });
});

describe('the queue', () => {
  test('A99 begins nothing that it might not be let to end', async () => {
    await using database = await openTestDatabase();
    // Read, then written: in a deferred transaction SQLite could refuse the second half as busy.
    const spends = Array.from({ length: 200 }, (_, index) =>
      database.write(async (tx) => {
        const before = await count(tx);
        await insertCorporation(tx, `C${index}`);
        return before;
      }),
    );
    expect(await Promise.all(spends)).toEqual(Array.from({ length: 200 }, (_, index) => index));
  });

  test('shows a reader only what will be kept', async () => {
    await using database = await openTestDatabase();
    const order: string[] = [];
    const written = database
      .write((tx) => insertCorporation(tx, 'C1'))
      .then(() => order.push('write answered'));
    const undone = database.write(async (tx) => {
      await insertCorporation(tx, 'C2');
      throw new Error('undone');
    });
    const seen = corporations(database).then((rows) => order.push(`read ${rows}`));
    await Promise.allSettled([written, undone, seen]);
    expect(order).toEqual(['write answered', 'read 1']);
  });

  test('A98: a full disk is refused, then works again', async () => {
    await using database = await openTestDatabase();
    const pages = await database.write((tx) => tx.values<[bigint]>(sql`pragma page_count`));
    const limit = (more: number) =>
      sql.raw(`pragma max_page_count = ${Number(pages[0]?.[0]) + more}`);
    await database.write((tx) => run(tx, limit(2)));
    const name = 'x'.repeat(100_000);
    const row = { corporationId: 'C1', name, auditHash: '' };
    const large = () => database.write((tx) => tx.insert(corporation).values(row));
    await expect(large()).rejects.toMatchObject({ code: 'storage-full' });
    await database.write((tx) => run(tx, limit(1000)));
    await large();
    expect(await corporations(database)).toBe(1);
  });

  test('A114 refuses as busy what is beyond its length', async () => {
    await using database = await openTestDatabase();
    const jobs = Array.from({ length: 10_001 }, (_, index) =>
      database.write(() => Promise.resolve(index)),
    );
    const outcomes = await Promise.allSettled(jobs);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10_000);
    expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'busy' } });
  });

  test('refuses a handle that outlives its transaction', async () => {
    await using database = await openTestDatabase();
    const kept = await database.write((tx) => Promise.resolve({ tx }));
    await expect(count(kept.tx)).rejects.toMatchObject({
      cause: { message: 'This transaction has ended' },
    });
  });
});
