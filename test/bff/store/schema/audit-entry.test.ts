import { expect, test } from 'vitest';
import { auditEntry } from '../../../../bff/store/schema/index.ts';
import { openWith, ruleBroken, statementOf, type Work } from '../../../support/around.ts';
import { corporationId } from '../../../support/rows.ts';

const entry = { at: 0, action: 'test', targetId: '', entry: '{}', prevHash: '', entryHash: 'ab' };
const values = `(corporation_id, seq, at, action, target_id, entry, prev_hash, entry_hash)
  values ('C0001', 1, 0, 'test', '', '{"a":1}', '', 'cd')`;

const tricks: [string, Work][] = [
  ['changed', (tx) => tx.update(auditEntry).set({ entry: '{"a":1}' })],
  ['moved', (tx) => tx.update(auditEntry).set({ seq: 2 })],
  ['deleted', (tx) => tx.delete(auditEntry)],
  ['emptied', statementOf({ sqlite: 'delete from audit_entry', pg: 'truncate audit_entry' })],
  [
    'replaced',
    statementOf({
      sqlite: `insert or replace into audit_entry ${values}`,
      pg: `insert into audit_entry ${values}
        on conflict (corporation_id, seq) do update set entry = excluded.entry`,
    }),
  ],
];

test.each(tricks)('the history of a corporation is never %s', async (_, trick) => {
  await using database = await openWith((tx) =>
    tx.insert(auditEntry).values({ corporationId, seq: 1, ...entry }),
  );
  expect(await ruleBroken(database, trick)).toBe('trigger');
  expect(await database.read((tx) => tx.select().from(auditEntry))).toMatchObject([entry]);
});
