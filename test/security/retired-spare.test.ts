import { expect, test } from 'vitest';
import { retireToken } from '../../bff/desk/retire-token.ts';
import { verifyDatabase } from '../../bff/desk/verify-history.ts';
import { openCounter } from '../support/counter.ts';
import { setUp } from '../support/procedures.ts';

test('I14 a spare token that is retired takes the shared token from nobody', async () => {
  await using counter = await openCounter();
  const { corporation } = await setUp(counter, 'shared');
  const { corporationId } = corporation;
  const { tokenId } = corporation.token(3);
  await retireToken(counter.context, { corporationId, tokenId, reason: 'it is broken' });
  const { faults } = await verifyDatabase('test', counter.context.database);
  expect(faults).toEqual([]);
});
