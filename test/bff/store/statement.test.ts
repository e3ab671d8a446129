import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { corporation } from '../../../bff/store/schema/index.ts';
import { statement } from '../../../bff/store/statement.ts';
import { openTestDatabase } from '../../support/database.ts';
import { insertCorporation } from '../../support/rows.ts';

let built = 0;

const byId = statement((tx) => {
  built += 1;
  return tx
    .select({ id: corporation.corporationId })
    .from(corporation)
    .where(eq(corporation.corporationId, sql.placeholder('id')));
});

test('a statement is built once for each handle', async () => {
  await using database = await openTestDatabase();
  await database.write(async (tx) => {
    await insertCorporation(tx, 'C1');
    await insertCorporation(tx, 'C2');
    const before = built;
    expect(await byId(tx).execute({ id: 'C1' })).toEqual([{ id: 'C1' }]);
    expect(await byId(tx).execute({ id: 'C2' })).toEqual([{ id: 'C2' }]);
    expect(built - before).toBe(1);
  });
});

test('a statement serves a later transaction too', async () => {
  await using database = await openTestDatabase();
  await database.write((tx) => insertCorporation(tx, 'C1'));
  expect(await database.read((tx) => byId(tx).execute({ id: 'C1' }))).toEqual([{ id: 'C1' }]);
  await database.write((tx) => insertCorporation(tx, 'C2'));
  expect(await database.read((tx) => byId(tx).execute({ id: 'C2' }))).toEqual([{ id: 'C2' }]);
});
