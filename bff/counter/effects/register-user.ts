import { register } from '../../registrations/register.ts';
import { advanceCorporation } from '../../store/corporation-store.ts';
import type { Transaction } from '../../store/database.ts';
import type { Effect, RegisteringChange } from './change.ts';

/** 24(3): the user holds a token of his own. */
export async function registerUser(tx: Transaction, change: RegisteringChange): Promise<Effect> {
  await register(tx, change, 'user');
  const corporation = await advanceCorporation(tx, change.corporation, change.intent.modeTo);
  return { corporation, tokenId: change.token.tokenId };
}
