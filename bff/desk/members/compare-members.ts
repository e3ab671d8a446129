// What a list asks to be done to a corporation's members. Pure: it compares, the operation acts.
import { OperatorRefusal } from '../../errors/operator-refusal.ts';
import type { Member } from '../../store/member-store.ts';

export interface MembersPlan {
  added: Member[];
  changed: Member[];
  removed: Member[];
  /** The present master, if the list makes them a user or removes them. */
  formerMaster: Member | undefined;
  /** Who the list names as master, if that is not the present one. */
  newMaster: Member | undefined;
}

export function compareMembers(present: readonly Member[], wanted: readonly Member[]): MembersPlan {
  const before = new Map(present.map((member) => [member.customerId, member]));
  const after = new Map(wanted.map((member) => [member.customerId, member]));
  const [master, named] = [present.find(isMaster), wanted.find(isMaster)];
  const stays = master?.customerId === named?.customerId;
  return {
    added: wanted.filter(({ customerId }) => !before.has(customerId)),
    changed: wanted.filter((member) => differs(before.get(member.customerId), member)),
    removed: present.filter(({ customerId }) => !after.has(customerId)),
    formerMaster: stays ? undefined : master,
    newMaster: stays ? undefined : named,
  };
}

/** True if the list says what is so already. */
export function changesNothing({ added, changed, removed }: MembersPlan): boolean {
  return added.length + changed.length + removed.length === 0;
}

/** Up to so many may be removed by any list: a small company loses a third of its people at times. */
const removedUnasked = 3;
const tenth = 10;

/**
 * A list that was cut short looks like one that removes many. More than a tenth of the members, and
 * more than three, go only if the operator has said how many.
 *
 * @throws {OperatorRefusal} `removals-unconfirmed`, with the number to confirm.
 */
export function requireConfirmation(
  { removed }: MembersPlan,
  members: number,
  confirmed: number | undefined,
): void {
  const removals = removed.length;
  if (removals <= removedUnasked || removals * tenth <= members) return;
  if (confirmed !== removals) throw new OperatorRefusal('removals-unconfirmed', { removals });
}

function isMaster({ rank }: Member): boolean {
  return rank === 0;
}

function differs(before: Member | undefined, after: Member): boolean {
  if (before === undefined) return false;
  const { name, nameFolded, role, rank } = after;
  return (
    before.name !== name ||
    before.nameFolded !== nameFolded ||
    before.role !== role ||
    before.rank !== rank
  );
}
