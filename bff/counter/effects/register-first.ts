import { principalHolder } from '../../otp/usage-mode.ts';
import { register } from '../../registrations/register.ts';
import { advanceCorporation } from '../../store/corporation-store.ts';
import type { Transaction } from '../../store/database.ts';
import type { Effect, RegisteringChange } from './change.ts';

/** 第２章７: the mode is set, and its first token is held by the master or the corporation. */
export async function registerFirst(tx: Transaction, change: RegisteringChange): Promise<Effect> {
  const { modeTo } = change.intent;
  const corporation = await advanceCorporation(tx, change.corporation, modeTo);
  await register(tx, change, principalHolder(modeTo));
  return { corporation, tokenId: change.token.tokenId };
}
