// Corporations and members as the bank makes them known. Reading them is for the other stores.
import { and, asc, eq } from 'drizzle-orm';
import { bytewise } from '#columns';
import type { Transaction } from './database.ts';
import type { Member } from './member-store.ts';
import { corporation, member } from './schema/index.ts';

export type NewCorporation = typeof corporation.$inferInsert;

/** False if there is one with this id. Primary key. */
export async function insertCorporation(tx: Transaction, row: NewCorporation): Promise<boolean> {
  const inserted = await tx
    .insert(corporation)
    .values(row)
    .onConflictDoNothing()
    .returning({ corporationId: corporation.corporationId });
  return inserted.length === 1;
}

/** All members of a corporation by customer id; primary key's prefix. */
export async function listMembers(tx: Transaction, corporationId: string): Promise<Member[]> {
  return tx
    .select()
    .from(member)
    .where(eq(member.corporationId, corporationId))
    .orderBy(asc(bytewise(member.customerId)));
}

/** Adds a member or brings him up to date. Primary key. */
export async function upsertMember(tx: Transaction, row: Member): Promise<void> {
  const { name, nameFolded, role, rank } = row;
  await tx
    .insert(member)
    .values(row)
    .onConflictDoUpdate({
      target: [member.corporationId, member.customerId],
      set: { name, nameFolded, role, rank },
    });
}

/** Primary key. */
export async function deleteMember(
  tx: Transaction,
  { corporationId, customerId }: Pick<Member, 'corporationId' | 'customerId'>,
): Promise<void> {
  await tx
    .delete(member)
    .where(and(eq(member.corporationId, corporationId), eq(member.customerId, customerId)));
}
