import { describe, expect, test } from 'vitest';
import { corporation } from '../../../../bff/store/schema/index.ts';
import { openWith, ruleBroken, statementOf } from '../../../support/around.ts';

/** What moved since the corporation was made. */
const moved = { version: 7, modeVersion: 3, auditSeq: 20, fencedAt: 5000, restoredAt: 4000 };

function openMoved() {
  return openWith((tx) => tx.update(corporation).set(moved));
}

describe('a corporation never goes back', () => {
  test.each(['version', 'modeVersion', 'auditSeq'] as const)('in its %s', async (column) => {
    await using database = await openMoved();
    const to = (value: number) =>
      ruleBroken(database, (tx) => tx.update(corporation).set({ [column]: value }));
    expect(await to(moved[column] - 1)).toBe('trigger');
    expect(await to(moved[column] + 1)).toBe('none');
  });

  test.each(['fencedAt', 'restoredAt'] as const)('I2: in its fence, %s', async (column) => {
    await using database = await openMoved();
    const to = (value: number) =>
      ruleBroken(database, (tx) => tx.update(corporation).set({ [column]: value }));
    expect(await to(moved[column] - 1)).toBe('trigger');
    expect(await to(0)).toBe('trigger');
    expect(await to(moved[column] + 1)).toBe('none');
  });

  test('I2: by a row that is deleted or replaced', async () => {
    await using database = await openMoved();
    const values = `(corporation_id, name, audit_hash) values ('C0001', '見本商事', '')`;
    const tricks = [
      statementOf({
        sqlite: `insert or replace into corporation ${values}`,
        pg: `insert into corporation ${values}
          on conflict (corporation_id) do update set fenced_at = 0`,
      }),
      statementOf({ sqlite: 'delete from corporation', pg: 'truncate corporation cascade' }),
      statementOf({ sqlite: 'delete from corporation', pg: 'delete from corporation' }),
    ];
    for (const trick of tricks) expect(await ruleBroken(database, trick)).toBe('trigger');
    expect(await database.read((tx) => tx.select().from(corporation))).toMatchObject([moved]);
  });

  test('by an id that changes', async () => {
    await using database = await openMoved();
    const renamed = { corporationId: 'C0009' };
    const broken = await ruleBroken(database, (tx) => tx.update(corporation).set(renamed));
    expect(broken).toBe('trigger');
  });
});
