import { Refusal } from '../../errors/refusal.ts';
import { principalHolder } from '../../otp/usage-mode.ts';
import { register } from '../../registrations/register.ts';
import { advanceCorporation } from '../../store/corporation-store.ts';
import type { Transaction } from '../../store/database.ts';
import { deleteRegistration, findHeldToken } from '../../store/registration-store.ts';
import type { Effect, RegisteringChange } from './change.ts';

/** 24(2): the old token is released and the new one held in the same instant. */
export async function replaceToken(tx: Transaction, change: RegisteringChange): Promise<Effect> {
  const held = await findHeldToken(tx, change.intent);
  if (held === undefined) throw new Refusal('row-changed');
  await deleteRegistration(tx, held.registration);
  await register(tx, change, principalHolder(change.intent.modeTo), 'replaced');
  const corporation = await advanceCorporation(tx, change.corporation, change.intent.modeTo);
  return { corporation, tokenId: change.token.tokenId };
}
