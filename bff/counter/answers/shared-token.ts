import type { MemberRow } from '../../contract/member.ts';
import { isDisabled } from '../../otp/attempts.ts';
import { corporationHolder } from '../../otp/holder.ts';
import type { Actor } from '../../portal/actor.ts';
import { everybody, findAttempts } from '../../store/attempt-store.ts';
import type { Corporation } from '../../store/corporation-store.ts';
import type { Transaction } from '../../store/database.ts';
import { findHeldToken } from '../../store/registration-store.ts';
import { describeRegistration } from './describe.ts';

/**
 * The 共通トークン row, or undefined outside `shared` mode. Its status is what the asking actor may do
 * with it: his own pauses count, and those of all.
 */
export async function describeSharedToken(
  tx: Transaction,
  { corporationId, mode }: Corporation,
  actor: Actor,
  now: number,
): Promise<MemberRow | undefined> {
  if (mode !== 'shared') return undefined;
  const held = await findHeldToken(tx, { corporationId, customerId: corporationHolder });
  if (held === undefined) return undefined;
  const { tokenId, digits, state } = held.token;
  const own = await findAttempts(tx, { corporationId, tokenId, actorId: actor.customerId });
  const all = await findAttempts(tx, { corporationId, tokenId, actorId: everybody });
  const { registeredAt } = held.registration;
  return {
    holder: { kind: 'corporation' },
    usesSharedToken: true,
    registration: describeRegistration(
      {
        tokenId,
        digits,
        state: isDisabled(own) ? 'disabled' : state,
        registeredAt,
        pausedUntil: Math.max(own.pausedUntil, all.pausedUntil),
      },
      now,
    ),
    actions: ['replace'],
  };
}
