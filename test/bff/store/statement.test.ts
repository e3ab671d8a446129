import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { lockCorporation } from '../../../bff/store/corporation-store.ts';
import { corporation } from '../../../bff/store/schema/index.ts';
import { first, statement } from '../../../bff/store/statement.ts';
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

test('a row is found by the values of this call, not by those of the last one', async () => {
  await using database = await openTestDatabase();
  const find = (id: string) => database.write((tx) => first(byId(tx), { id }));
  for (const id of ['C1', 'C2', 'C3']) {
    await database.write((tx) => insertCorporation(tx, id));
    expect(await find(id)).toEqual({ id });
    await database.write((tx) => tx.update(corporation).set({ version: 1 }));
    const locked = await database.write((tx) => lockCorporation(tx, id));
    expect(locked?.corporationId).toBe(id);
  }
  expect(await find('C1')).toEqual({ id: 'C1' });
  expect(await find('C9')).toBeUndefined();
});
