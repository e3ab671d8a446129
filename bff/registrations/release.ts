import type { Transaction } from '../store/database.ts';
import {
  deleteAllRegistrations,
  deleteRegistration,
  insertRegistrationEvents,
  listRegistrations,
  type Registration,
} from '../store/registration-store.ts';

/** By what S-60 tells of the end of a holding: 受付番号, and milliseconds since the epoch. */
export interface Release {
  receiptNumber: string;
  at: number;
}

/** Ends one holding; its token is in stock again. */
export async function release(tx: Transaction, held: Registration, by: Release): Promise<void> {
  await deleteRegistration(tx, held);
  await insertRegistrationEvents(tx, [eventOf(held, by)]);
}

/** Ends all holdings of a corporation, and answers which they were. */
export async function releaseAll(
  tx: Transaction,
  corporationId: string,
  by: Release,
): Promise<Registration[]> {
  const ended = await listRegistrations(tx, corporationId);
  await deleteAllRegistrations(tx, corporationId);
  await insertRegistrationEvents(
    tx,
    ended.map((held) => eventOf(held, by)),
  );
  return ended;
}

function eventOf({ corporationId, customerId, tokenId }: Registration, by: Release) {
  const { receiptNumber, at } = by;
  return { corporationId, customerId, receiptNumber, event: 'released', tokenId, at } as const;
}
