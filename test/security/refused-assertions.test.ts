// A word of the portal that makes no session is in the history of the corporation that it speaks of:
// once, and then as a number.
import { expect, test } from 'vitest';
import { hour, minute } from '../../bff/durations.ts';
import { auditEntry } from '../../bff/store/schema/index.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { Person } from '../support/person.ts';

async function refused({ context }: TestCounter) {
  const rows = await context.database.read((tx) => tx.select().from(auditEntry));
  return rows
    .filter(({ action }) => action === 'assertion-refused')
    .map(({ entry }) => JSON.parse(entry) as Record<string, unknown>);
}

test('an assertion used twice is entered once, then counted', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const assertion = await corporation.assertion();
  await Person.signIn(counter.app, assertion);
  for (let again = 0; again < 5; again += 1)
    await expect(Person.signIn(counter.app, assertion)).rejects.toThrow('401');
  expect(await refused(counter)).toMatchObject([
    {
      actor: 'portal',
      target: 'M1',
      result: 'session-ended',
      after: { reason: 'the assertion was used before' },
    },
  ]);

  counter.clock.advance(11 * minute);
  const later = await corporation.assertion();
  await Person.signIn(counter.app, later);
  await expect(Person.signIn(counter.app, later)).rejects.toThrow('401');
  const entries = await refused(counter);
  expect(entries).toHaveLength(3);
  expect(entries[1]).toMatchObject({ repeated: 4, target: '' });
});

test('an assertion of a member who is not in the list is entered', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  await expect(corporation.signIn('NOBODY')).rejects.toThrow('401');
  expect(await refused(counter)).toMatchObject([
    { target: 'NOBODY', after: { reason: 'the member is not in the list' } },
  ]);
});

test('an old assertion is entered, one that the portal did not sign is not', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const old = await corporation.assertion();
  const [header = '', payload = ''] = old.split('.');
  const forged = `${header}.${payload}.${Buffer.alloc(64, 1).toString('base64url')}`;
  await expect(Person.signIn(counter.app, forged)).rejects.toThrow('401');
  expect(await refused(counter)).toEqual([]);

  counter.clock.advance(hour);
  await expect(Person.signIn(counter.app, old)).rejects.toThrow('401');
  expect(await refused(counter)).toHaveLength(1);
});

test('an assertion that names an unknown corporation leaves no entry anywhere', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  await expect(corporation.signIn('M1', { corp_id: 'C9999' })).rejects.toThrow('401');
  expect(await refused(counter)).toEqual([]);
});
