import type { HolderKind } from '../otp/holder.ts';
import type { Transaction } from '../store/database.ts';
import type { IntentRow } from '../store/intent-store.ts';
import { insertRegistration, insertRegistrationEvents } from '../store/registration-store.ts';
import type { Token } from '../store/token-store.ts';
import type { Release } from './release.ts';

/** Whose intent gives which token to its holder, and what S-60 tells of it. */
export interface Registering extends Release {
  intent: Pick<IntentRow, 'corporationId' | 'customerId' | 'modeTo'>;
  token: Pick<Token, 'tokenId'>;
}

/** Gives the intent's holder the new token. The last step of every registering effect. */
export async function register(
  tx: Transaction,
  registering: Registering,
  holderKind: HolderKind,
  event: 'registered' | 'replaced' = 'registered',
): Promise<void> {
  const { intent, token, at, receiptNumber } = registering;
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
