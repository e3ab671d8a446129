// What a corporation really is at an instant, read from the tables: to hold against what was shown.
import type { UsageMode } from '../../bff/contract/usage-mode.ts';
import type { Context } from '../../bff/ports.ts';
import { findCorporation } from '../../bff/store/corporation-store.ts';
import { listMembers } from '../../bff/store/directory-store.ts';
import { listRegistrations } from '../../bff/store/registration-store.ts';

export interface Outcome {
  mode: UsageMode;
  /** As a screen prints them, `U01 利用 1郎 approver`, by customer id. */
  members: Record<string, string>;
  /** Token id by holder; the corporation is the empty one. */
  held: Record<string, string>;
}

export async function readOutcome({ database }: Context, corporationId: string): Promise<Outcome> {
  return database.read(async (tx) => {
    const members = await listMembers(tx, corporationId);
    const held = await listRegistrations(tx, corporationId);
    return {
      mode: (await findCorporation(tx, corporationId))?.mode ?? 'unset',
      members: Object.fromEntries(members.map((each) => [each.customerId, printed(each)])),
      held: Object.fromEntries(held.map(({ customerId, tokenId }) => [customerId, tokenId])),
    };
  });
}

/** 利用者情報, in one line. */
export function printed(member: { customerId: string; name: string; role: string }): string {
  return `${member.customerId} ${member.name} ${member.role}`;
}
