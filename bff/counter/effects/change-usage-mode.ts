import { principalHolder } from '../../otp/usage-mode.ts';
import { register } from '../../registrations/register.ts';
import { releaseAll } from '../../registrations/release.ts';
import { advanceCorporation } from '../../store/corporation-store.ts';
import type { Transaction } from '../../store/database.ts';
import type { Effect, RegisteringChange } from './change.ts';

/**
 * 24(1): all present registrations end, then the mode changes, then the new one begins. The order
 * is the schema's: no registration can stand in a mode that is not the corporation's.
 */
export async function changeUsageMode(tx: Transaction, change: RegisteringChange): Promise<Effect> {
  const { corporationId, modeTo } = change.intent;
  await releaseAll(tx, corporationId, change);
  const corporation = await advanceCorporation(tx, change.corporation, modeTo);
  await register(tx, change, principalHolder(modeTo));
  return { corporation, tokenId: change.token.tokenId };
}
