import type { MemberRegistration } from '../contract/member.ts';
import { Refusal } from '../errors/refusal.ts';
import { corporationHolder } from '../otp/holder.ts';
import type { Actor } from '../portal/actor.ts';
import type { Context } from '../ports.ts';
import { findCorporation } from '../store/corporation-store.ts';
import { findMember } from '../store/member-store.ts';
import { listRegistrationEvents } from '../store/registration-store.ts';
import { describeSharedToken } from './answers/shared-token.ts';
import { describeRow } from './list-members.ts';

/** `GET /members/{customerId}`, S-60. Another corporation's member is as unknown as any other. */
export async function readMember(
  context: Context,
  actor: Actor,
  input: { customerId: string },
): Promise<MemberRegistration> {
  const { corporationId } = actor;
  return context.database.read(async (tx) => {
    const corporation = await findCorporation(tx, corporationId);
    const found = await findMember(tx, corporationId, input.customerId);
    if (corporation === undefined || found === undefined) throw new Refusal('not-found');
    return {
      ...describeRow(corporation, found, context.clock.now()),
      mode: corporation.mode,
      history: await listRegistrationEvents(tx, { corporationId, customerId: input.customerId }),
    };
  });
}

/** `GET /shared-token`, S-60 of the 共通トークン. Outside `shared` mode there is none. */
export async function readSharedToken(context: Context, actor: Actor): Promise<MemberRegistration> {
  const { corporationId } = actor;
  return context.database.read(async (tx) => {
    const corporation = await findCorporation(tx, corporationId);
    if (corporation === undefined) throw new Refusal('not-found');
    const row = await describeSharedToken(tx, corporation, actor, context.clock.now());
    if (row === undefined) throw new Refusal('not-found');
    const holder = { corporationId, customerId: corporationHolder };
    return { ...row, mode: corporation.mode, history: await listRegistrationEvents(tx, holder) };
  });
}
