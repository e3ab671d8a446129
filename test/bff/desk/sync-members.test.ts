import { describe, expect, it } from 'vitest';
import type { syncMembers } from '../../../bff/desk/sync-members.ts';
import { OperatorRefusal } from '../../../bff/errors/operator-refusal.ts';
import { listMembers } from '../../../bff/store/directory-store.ts';
import { listRegistrationEvents } from '../../../bff/store/registration-store.ts';
import {
  corporationId,
  everybody,
  holdings,
  masterToken,
  openBank,
  openRegistered,
  read,
  stateOf,
  sync,
  userToken,
} from '../../support/members.ts';
import { openOperator, operatorNow, readHistory } from '../../support/operator.ts';

describe('syncing members', () => {
  it('adds members and folds their names', async () => {
    await using operator = await openBank();
    expect(await sync(operator, everybody)).toEqual(counts({ added: 3 }));
    const members = await operator.database.read((tx) => listMembers(tx, corporationId));
    expect(members.map(({ customerId, rank }) => [customerId, rank])).toEqual([
      ['m-1', 0],
      ['u-1', 1],
      ['u-2', 1],
    ]);
    expect(members[1]).toMatchObject({ name: 'Ｌｉｓａ', nameFolded: 'lisa', role: 'approver' });
    expect((await read(operator)).version).toBe(1);
  });

  it('changes nothing when nothing has changed', async () => {
    await using operator = await openBank();
    await sync(operator, everybody);
    expect(await sync(operator, everybody)).toEqual(counts({}));
    expect(await readHistory(operator, corporationId)).toHaveLength(2);
    expect((await read(operator)).version).toBe(1);
  });

  it.each([
    ['a name', everybody.replace('B,general', 'C,general'), { changed: 1 }],
    ['a role', everybody.replace('B,general', 'B,approver'), { changed: 1 }],
    ['an addition', `${everybody}u-3,D,general,false\n`, { added: 1 }],
    ['a removal', everybody.replace(/u-2.*\n/, ''), { removed: 1 }],
  ])('moves on by one version with %s (P12)', async (_, rows, told) => {
    await using operator = await openBank();
    await sync(operator, everybody);
    expect(await sync(operator, rows)).toEqual(counts(told));
    expect((await read(operator)).version).toBe(2);
  });

  it('takes the token from a member who is gone (P28)', async () => {
    await using operator = await openRegistered();
    const done = await sync(operator, everybody.replace(/u-1.*\n/, ''));
    expect(done).toEqual(counts({ removed: 1, released: 1 }));
    expect(await holdings(operator)).toEqual([`m-1 master ${masterToken}`]);
    expect(await stateOf(operator, userToken)).toBe('stock');
    expect((await readHistory(operator, corporationId)).slice(-2)).toEqual([
      { seq: 4, action: 'members-synced', targetId: 'u-1' },
      { seq: 5, action: 'members-synced', targetId: '' },
    ]);
    expect((await read(operator)).version).toBe(2);
  });

  it('refuses an unknown corporation', async () => {
    await using operator = await openOperator();
    const refused = sync(operator, everybody);
    await expect(refused).rejects.toThrow(new OperatorRefusal('corporation-unknown'));
  });
});

describe('a list that names another master', () => {
  const swapped = everybody.replace('true', 'x').replace('false', 'true').replace('x', 'false');
  const byNewcomer = everybody.replace('m-1', 'm-2');

  it('lets the master change places before any registration', async () => {
    await using operator = await openBank();
    await sync(operator, everybody);
    expect(await sync(operator, swapped)).toEqual(counts({ changed: 2 }));
    const members = await operator.database.read((tx) => listMembers(tx, corporationId));
    expect(members.filter(({ rank }) => rank === 0)).toMatchObject([{ customerId: 'u-1' }]);
    expect(await read(operator)).toMatchObject({ version: 2, waitingSince: null });
  });

  it('takes everything from the old one, and the corporation waits', async () => {
    await using operator = await openRegistered();
    const done = await sync(operator, byNewcomer);
    expect(done).toEqual(counts({ added: 1, removed: 1, released: 1, waits: true }));
    expect(await holdings(operator)).toEqual([`u-1 user ${userToken}`]);
    expect(await stateOf(operator, masterToken)).toBe('stock');
    const now = await read(operator);
    expect(now).toMatchObject({ mode: 'separate', version: 2, waitingSince: operatorNow });
    expect((await readHistory(operator, corporationId)).slice(-3)).toEqual([
      { seq: 4, action: 'members-synced', targetId: 'm-1' },
      { seq: 5, action: 'corporation-waits', targetId: 'm-2' },
      { seq: 6, action: 'members-synced', targetId: '' },
    ]);
  });

  it('removes dismissed users all the same', async () => {
    await using operator = await openRegistered();
    const done = await sync(operator, byNewcomer.replace(/u-1.*\n/, ''));
    expect(done).toEqual(counts({ added: 1, removed: 2, released: 2, waits: true }));
    expect(await holdings(operator)).toEqual([]);
  });

  it('lets a user who holds a token prove with it as the master', async () => {
    await using operator = await openRegistered();
    expect(await sync(operator, swapped)).toEqual(counts({ changed: 2, released: 1 }));
    expect(await holdings(operator)).toEqual([`u-1 master ${userToken}`]);
    expect((await read(operator)).waitingSince).toBeNull();
    const events = await operator.database.read((tx) =>
      listRegistrationEvents(tx, { corporationId, customerId: 'm-1' }),
    );
    expect(events).toMatchObject([{ event: 'released', tokenIdTail: '0001' }]);
  });

  it('goes on waiting for whom it waits, until one of them holds a token', async () => {
    await using operator = await openRegistered();
    await sync(operator, byNewcomer);
    const again = await sync(operator, everybody.replace('m-1', 'm-3'));
    expect(again).toMatchObject({ waits: true, released: 0 });
    expect((await read(operator)).waitingSince).toBe(operatorNow);
    // The old master is the master again, and nothing is given back.
    expect(await sync(operator, everybody)).toMatchObject({ waits: true });
    expect(await sync(operator, swapped)).toMatchObject({ waits: false });
    expect(await holdings(operator)).toEqual([`u-1 master ${userToken}`]);
  });
});

describe('a list that removes many', () => {
  const crowd = Array.from({ length: 36 }, (_, index) => `v-${index},V,general,false\n`);

  it('wants the number confirmed, and is refused whole', async () => {
    await using operator = await openRegistered();
    await sync(operator, everybody + crowd.join(''));
    const shorter = everybody + crowd.slice(4).join('');
    const refusal = new OperatorRefusal('removals-unconfirmed', { removals: 4 });
    for (const confirmed of [undefined, 3, 5])
      await expect(sync(operator, shorter, confirmed)).rejects.toThrow(refusal);
    expect((await read(operator)).version).toBe(2);
    expect(await sync(operator, shorter, 4)).toEqual(counts({ removed: 4 }));
  });

  it('needs no word for three of four', async () => {
    await using operator = await openBank();
    await sync(operator, `${everybody}u-3,D,general,false\n`);
    const alone = 'm-1,青山　恵子,administrator,true\n';
    expect(await sync(operator, alone)).toEqual(counts({ removed: 3 }));
  });
});

function counts(some: Partial<Awaited<ReturnType<typeof syncMembers>>>) {
  return { added: 0, changed: 0, removed: 0, released: 0, waits: false, ...some };
}
