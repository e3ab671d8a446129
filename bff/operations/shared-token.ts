import type { MemberRow } from '../contract/member.ts';
import type { Actor } from '../portal/actor.ts';
import { findAttempts } from '../store/attempt-store.ts';
import type { Corporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { corporationHolder, describeRegistration } from './describe.ts';
import { findHeldToken } from '../store/registration-store.ts';

/** The 共通トークン row, or undefined outside `shared` mode. A pause is the asking actor's own. */
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
  const attempts = await findAttempts(tx, { corporationId, tokenId, actorId: actor.customerId });
  const { registeredAt } = held.registration;
  return {
    holder: { kind: 'corporation' },
    usesSharedToken: true,
    registration: describeRegistration(
      { tokenId, digits, state, registeredAt, pausedUntil: attempts.pausedUntil },
      now,
    ),
    actions: ['replace'],
  };
}
