import { appendAudit } from '../../decision/append-audit.ts';
import type { OperatorContext } from '../../ports.ts';
import { advanceCorporation, type Corporation } from '../../store/corporation-store.ts';
import type { Transaction } from '../../store/database.ts';
import { findHeldToken, promoteRegistration } from '../../store/registration-store.ts';
import type { MembersPlan } from './compare-members.ts';

/**
 * Moves the corporation to its next version, with the master that the list names. In `separate` mode
 * nobody inherits the former master's token. A new master who held one as a user keeps it, and it
 * proves changes from now on: it was registered as theirs, by a code of its own. Without one the
 * corporation waits for the bank's reset. `at` in milliseconds. The former master's registration must
 * have ended before: there is never a second one.
 */
export async function seatMaster(
  context: OperatorContext,
  tx: Transaction,
  corporation: Corporation,
  { formerMaster, newMaster }: MembersPlan,
  at: number,
): Promise<Corporation> {
  const { mode } = corporation;
  const stays = formerMaster === undefined && newMaster === undefined;
  if (stays || mode !== 'separate') return advanceCorporation(tx, corporation, mode);

  const held = newMaster && (await findHeldToken(tx, newMaster));
  if (held !== undefined) await promoteRegistration(tx, held.registration);
  const waitingSince = held === undefined ? (corporation.waitingSince ?? at) : null;
  const head = await advanceCorporation(tx, corporation, mode, waitingSince);
  return appendAudit(context, tx, head, {
    at,
    action: held === undefined ? 'corporation-waits' : 'members-synced',
    result: 'done',
    actor: 'operator',
    target: newMaster?.customerId ?? '',
    ...(held === undefined ? {} : { tokenId: held.token.tokenId }),
    before: {
      holder: held === undefined ? 'none' : 'user',
      waitingSince: corporation.waitingSince,
    },
    after: { holder: held === undefined ? 'none' : 'master', waitingSince },
  });
}
