import { describe, expect, it } from 'vitest';
import { createCorporation } from '../../../bff/desk/create-corporation.ts';
import { OperatorRefusal } from '../../../bff/errors/operator-refusal.ts';
import { findCorporation } from '../../../bff/store/corporation-store.ts';
import { openOperator, readHistory } from '../../support/operator.ts';

describe('creating a corporation', () => {
  it('begins its history with the first entry', async () => {
    await using operator = await openOperator();
    await createCorporation(operator, { corporationId: 'C-1', name: ' 見本商事 ' });
    const made = await operator.database.read((tx) => findCorporation(tx, 'C-1'));
    expect(made).toMatchObject({ name: '見本商事', mode: 'unset', version: 0, auditSeq: 1 });
    expect(await readHistory(operator, 'C-1')).toEqual([
      { seq: 1, action: 'corporation-created', targetId: '' },
    ]);
  });

  it('refuses an id that is known', async () => {
    await using operator = await openOperator();
    await createCorporation(operator, { corporationId: 'C-1', name: 'A' });
    const again = createCorporation(operator, { corporationId: 'C-1', name: 'B' });
    await expect(again).rejects.toThrow(new OperatorRefusal('corporation-known'));
    expect(await readHistory(operator, 'C-1')).toHaveLength(1);
  });

  it.each(['', 'C|1', 'Ｃ', 'a b', 'x'.repeat(65)])(
    'refuses the id «%s»',
    async (corporationId) => {
      await using operator = await openOperator();
      const made = createCorporation(operator, { corporationId, name: 'A' });
      await expect(made).rejects.toThrow(new OperatorRefusal('corporation-id'));
    },
  );

  it('refuses a corporation without a name', async () => {
    await using operator = await openOperator();
    const made = createCorporation(operator, { corporationId: 'C-1', name: ' ' });
    await expect(made).rejects.toThrow(new OperatorRefusal('corporation-name'));
  });
});
