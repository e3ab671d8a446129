import { expect, test } from 'vitest';
import {
  compareMembers,
  requireConfirmation,
} from '../../../../bff/desk/members/compare-members.ts';
import { OperatorRefusal } from '../../../../bff/errors/operator-refusal.ts';
import type { Member } from '../../../../bff/store/member-store.ts';

function member(customerId: string, rank: number, name = customerId): Member {
  const role = rank === 0 ? 'administrator' : 'general';
  return { corporationId: 'C-1', customerId, name, nameFolded: name, role, rank };
}

const present = [member('m-1', 0), member('u-1', 1), member('u-2', 1)];
const ids = (members: readonly Member[]) => members.map(({ customerId }) => customerId);

test('a list is compared by every word that a screen shows', () => {
  const wanted = [
    member('m-1', 0, 'renamed'),
    { ...member('u-1', 1), role: 'approver' as const },
    member('u-3', 1),
  ];
  const plan = compareMembers(present, wanted);
  expect([ids(plan.added), ids(plan.changed), ids(plan.removed)]).toEqual([
    ['u-3'],
    ['m-1', 'u-1'],
    ['u-2'],
  ]);
  expect(plan).toMatchObject({ formerMaster: undefined, newMaster: undefined });
});

test.each([
  ['is demoted', [member('m-1', 1), member('u-1', 0)], 'u-1'],
  ['is gone', [member('u-1', 0)], 'u-1'],
  ['makes room for somebody new', [member('m-1', 1), member('m-2', 0)], 'm-2'],
])('a master who %s is told with the next one', (_, wanted, next) => {
  const { formerMaster, newMaster } = compareMembers(present, wanted);
  expect([formerMaster?.customerId, newMaster?.customerId]).toEqual(['m-1', next]);
});

test.each([
  { members: 4, removals: 3, asked: false },
  { members: 40, removals: 4, asked: false },
  { members: 39, removals: 4, asked: true },
  { members: 5, removals: 4, asked: true },
  { members: 1000, removals: 100, asked: false },
  { members: 1000, removals: 101, asked: true },
])('$removals of $members removed: asked is $asked', ({ members, removals, asked }) => {
  const before = Array.from({ length: members }, (_, index) => member(`u-${index}`, 1));
  const plan = compareMembers(before, before.slice(removals));
  const confirm = (confirmed?: number) => () => {
    requireConfirmation(plan, members, confirmed);
  };
  expect(confirm(removals)).not.toThrow();
  if (!asked) expect(confirm()).not.toThrow();
  else {
    const refusal = new OperatorRefusal('removals-unconfirmed', { removals });
    expect(refusal.message).toContain(`--confirm-removals ${removals}`);
    for (const wrong of [undefined, removals - 1, removals + 1, 0])
      expect(confirm(wrong)).toThrow(refusal);
  }
});
