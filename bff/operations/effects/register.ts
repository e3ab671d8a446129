import type { HolderKind } from '../../otp/holder.ts';
import type { Transaction } from '../../store/database.ts';
import { insertRegistration, insertRegistrationEvents } from '../../store/registration-store.ts';
import type { RegisteringChange } from './change.ts';

/** Gives the intent's holder the new token. The last step of every registering effect. */
export async function register(
  tx: Transaction,
  change: RegisteringChange,
  holderKind: HolderKind,
  event: 'registered' | 'replaced' = 'registered',
): Promise<void> {
  const { intent, token, at, receiptNumber } = change;
  const { corporationId, customerId } = intent;
  await insertRegistration(tx, {
    corporationId,
    customerId,
    holderKind,
    mode: intent.modeTo,
    tokenId: token.tokenId,
    registeredAt: at,
  });
  await insertRegistrationEvents(tx, [
    { corporationId, customerId, receiptNumber, event, tokenId: token.tokenId, at },
  ]);
}
