// The list S-10 and everything else that is asked about members: one query joins what a row shows.
import { and, asc, count, eq, type SQL, sql } from 'drizzle-orm';
import { bytewise } from '#columns';
import type { TokenState } from '../otp/token.ts';
import type { Transaction } from './database.ts';
import { attempt, member, registration, token } from './schema/index.ts';

export type Member = typeof member.$inferSelect;

/** A member with what his row shows of his token; all null while he holds none. */
export interface MemberWithToken {
  member: Member;
  tokenId: string | null;
  digits: 6 | 8 | null;
  state: TokenState | null;
  registeredAt: number | null;
  /** Milliseconds; of the member's own wrong codes. */
  pausedUntil: number | null;
}

export interface MemberFilter {
  /** Prefix of the customer id. */
  customerId?: string | undefined;
  /** Part of the name. */
  name?: string | undefined;
}

/** What names and filters are compared by: blind to width (NFKC) and case. */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** Primary key. */
export async function findMember(
  tx: Transaction,
  corporationId: string,
  customerId: string,
): Promise<MemberWithToken | undefined> {
  const [found] = await selectMembers(tx).where(
    and(eq(member.corporationId, corporationId), eq(member.customerId, customerId)),
  );
  return found;
}

/** Index member_master. */
export async function findMaster(
  tx: Transaction,
  corporationId: string,
): Promise<Member | undefined> {
  const [found] = await tx
    .select()
    .from(member)
    .where(and(eq(member.corporationId, corporationId), eq(member.rank, 0)));
  return found;
}

/** One page of the list, master first, then by customer id; index member_list. */
export async function pageMembers(
  tx: Transaction,
  corporationId: string,
  filter: MemberFilter,
  page: { offset: number; limit: number },
): Promise<{ rows: MemberWithToken[]; total: number }> {
  const matches = matching(corporationId, filter);
  const [counted] = await tx.select({ total: count() }).from(member).where(matches);
  const rows = await selectMembers(tx)
    .where(matches)
    .orderBy(asc(member.rank), asc(bytewise(member.customerId)))
    .limit(page.limit)
    .offset(page.offset);
  return { rows, total: Number(counted?.total ?? 0) };
}

/** Members without a token, for the preview of a mode change: all but the one who will have it. */
export async function countUsers(tx: Transaction, corporationId: string): Promise<number> {
  const [counted] = await tx
    .select({ total: count() })
    .from(member)
    .where(and(eq(member.corporationId, corporationId), eq(member.rank, 1)));
  return Number(counted?.total ?? 0);
}

function selectMembers(tx: Transaction) {
  return tx
    .select({
      member,
      tokenId: token.tokenId,
      digits: token.digits,
      state: token.state,
      registeredAt: registration.registeredAt,
      pausedUntil: attempt.pausedUntil,
    })
    .from(member)
    .leftJoin(
      registration,
      and(
        eq(registration.corporationId, member.corporationId),
        eq(registration.customerId, member.customerId),
      ),
    )
    .leftJoin(
      token,
      and(
        eq(token.corporationId, registration.corporationId),
        eq(token.tokenId, registration.tokenId),
      ),
    )
    .leftJoin(
      attempt,
      and(
        eq(attempt.corporationId, token.corporationId),
        eq(attempt.tokenId, token.tokenId),
        eq(attempt.actorId, member.customerId),
      ),
    )
    .$dynamic();
}

function matching(corporationId: string, filter: MemberFilter): SQL | undefined {
  return and(
    eq(member.corporationId, corporationId),
    filter.customerId === undefined
      ? undefined
      : sql`lower(${member.customerId}) like ${`${pattern(filter.customerId)}%`} escape '\\'`,
    filter.name === undefined
      ? undefined
      : sql`${member.nameFolded} like ${`%${pattern(filter.name)}%`} escape '\\'`,
  );
}

/** What was typed, folded, with LIKE's own signs taken literally. */
function pattern(typed: string): string {
  return foldName(typed.trim()).replaceAll(/[\\%_]/g, String.raw`\$&`);
}
