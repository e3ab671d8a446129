import { Refusal } from '../../errors/refusal.ts';
import { advanceCorporation } from '../../store/corporation-store.ts';
import type { Transaction } from '../../store/database.ts';
import {
  deleteRegistration,
  findHeldToken,
  insertRegistrationEvents,
} from '../../store/registration-store.ts';
import type { Change, Effect } from './change.ts';

/** 24(4): the user holds nothing; his token goes back to the corporation's stock. */
export async function deregisterUser(tx: Transaction, change: Change): Promise<Effect> {
  const { corporationId, customerId } = change.intent;
  const held = await findHeldToken(tx, change.intent);
  if (held?.registration.holderKind !== 'user') throw new Refusal('row-changed');
  const { tokenId } = held.token;
  await deleteRegistration(tx, held.registration);
  const { receiptNumber, at } = change;
  await insertRegistrationEvents(tx, [
    { corporationId, customerId, receiptNumber, event: 'deregistered', tokenId, at },
  ]);
  const corporation = await advanceCorporation(tx, change.corporation, change.intent.modeTo);
  return { corporation, tokenId };
}
