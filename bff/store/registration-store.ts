// Who holds which token. One row a holder, one a token; a change of mode ends them all.
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { bytewise } from '#columns';
import type { RegistrationEvent } from '../contract/member.ts';
import { tokenIdTail } from '../contract/token.ts';
import type { Transaction } from './database.ts';
import { registration, registrationEvent, token } from './schema/index.ts';
import { first, statement } from './statement.ts';
import type { Token, TokenKey } from './token-store.ts';

export type Registration = typeof registration.$inferSelect;

/** A holder within his corporation; the corporation itself has the empty customer id. */
export interface HolderKey {
  corporationId: string;
  customerId: string;
}

export interface HeldToken {
  registration: Registration;
  token: Token;
}

/** Primary key of both tables. */
export async function findHeldToken(
  tx: Transaction,
  holder: HolderKey,
): Promise<HeldToken | undefined> {
  const { corporationId, customerId } = holder;
  return first(heldBy(tx), { corporationId, customerId });
}

const heldBy = statement((tx) =>
  tx
    .select({ registration, token })
    .from(registration)
    .innerJoin(
      token,
      and(
        eq(token.corporationId, registration.corporationId),
        eq(token.tokenId, registration.tokenId),
      ),
    )
    .where(
      and(
        eq(registration.corporationId, sql.placeholder('corporationId')),
        eq(registration.customerId, sql.placeholder('customerId')),
      ),
    ),
);

/** The holder of a token; index registration_token. */
export async function findHolderOf(
  tx: Transaction,
  key: TokenKey,
): Promise<Registration | undefined> {
  const [found] = await tx
    .select()
    .from(registration)
    .where(
      and(eq(registration.corporationId, key.corporationId), eq(registration.tokenId, key.tokenId)),
    );
  return found;
}

/** All registrations of a corporation, master first; primary key's prefix. */
export async function listRegistrations(
  tx: Transaction,
  corporationId: string,
): Promise<Registration[]> {
  return tx
    .select()
    .from(registration)
    .where(eq(registration.corporationId, corporationId))
    .orderBy(asc(registration.holderKind), asc(bytewise(registration.customerId)));
}

/** Gives a holder a token, and takes the token out of stock. */
export async function insertRegistration(tx: Transaction, row: Registration): Promise<void> {
  await tx.insert(registration).values(row);
  await tx
    .update(token)
    .set({ state: 'held' })
    .where(and(eq(token.corporationId, row.corporationId), eq(token.tokenId, row.tokenId)));
}

/** Ends one registration; its token goes back to stock. Primary key. */
export async function deleteRegistration(tx: Transaction, held: Registration): Promise<void> {
  await tx.delete(registration).where(isHolder(held));
  await tx
    .update(token)
    .set({ state: 'stock' })
    .where(
      and(
        eq(token.corporationId, held.corporationId),
        eq(token.tokenId, held.tokenId),
        eq(token.state, 'held'),
      ),
    );
}

/** Makes a user's registration the master's: the same token, which proves changes now. Primary key. */
export async function promoteRegistration(tx: Transaction, held: Registration): Promise<void> {
  await tx.update(registration).set({ holderKind: 'master' }).where(isHolder(held));
}

/** Ends all registrations of a corporation; their tokens go back to stock. */
export async function deleteAllRegistrations(
  tx: Transaction,
  corporationId: string,
): Promise<void> {
  await tx.delete(registration).where(eq(registration.corporationId, corporationId));
  await tx
    .update(token)
    .set({ state: 'stock' })
    .where(and(eq(token.corporationId, corporationId), eq(token.state, 'held')));
}

/** What a change did to each holder it touched. */
export async function insertRegistrationEvents(
  tx: Transaction,
  rows: (typeof registrationEvent.$inferInsert)[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAStatement) {
    await tx.insert(registrationEvent).values(rows.slice(from, from + rowsAStatement));
  }
}

/** Newest first, the latest twenty; index registration_event_holder. */
export async function listRegistrationEvents(
  tx: Transaction,
  holder: HolderKey,
): Promise<RegistrationEvent[]> {
  const rows = await tx
    .select()
    .from(registrationEvent)
    .where(
      and(
        eq(registrationEvent.corporationId, holder.corporationId),
        eq(registrationEvent.customerId, holder.customerId),
      ),
    )
    .orderBy(desc(registrationEvent.at), asc(registrationEvent.event))
    .limit(eventsShown);
  return rows.map((row) => ({
    at: new Date(row.at).toISOString(),
    event: row.event,
    tokenIdTail: tokenIdTail(row.tokenId),
    receiptNumber: row.receiptNumber,
  }));
}

const eventsShown = 20;

/** SQLite takes 32,766 parameters a statement. */
const rowsAStatement = 1000;

function isHolder({ corporationId, customerId }: HolderKey) {
  return and(
    eq(registration.corporationId, corporationId),
    eq(registration.customerId, customerId),
  );
}
