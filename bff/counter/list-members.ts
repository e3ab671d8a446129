import type { MemberPage, MemberRow } from '../contract/member.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Actor } from '../portal/actor.ts';
import type { Context } from '../ports.ts';
import { type Corporation, findCorporation } from '../store/corporation-store.ts';
import { type MemberFilter, type MemberWithToken, pageMembers } from '../store/member-store.ts';
import { actionsFor, describeMember, describeRegistration } from './answers/describe.ts';
import { describeSharedToken } from './answers/shared-token.ts';

/** Rows a page of S-10; a second page only from the eleventh. */
const pageSize = 10;

/** `GET /members`: one page of S-10. A page beyond the last one is empty. */
export async function listMembers(
  context: Context,
  actor: Actor,
  input: MemberFilter & { page: number },
): Promise<MemberPage> {
  const now = context.clock.now();
  const { corporationId } = actor;
  return context.database.read(async (tx) => {
    const corporation = await findCorporation(tx, corporationId);
    if (corporation === undefined) throw new Refusal('not-found');
    const offset = (input.page - 1) * pageSize;
    const { rows, total } = await pageMembers(tx, corporationId, input, {
      offset,
      limit: pageSize,
    });
    const shared = await describeSharedToken(tx, corporation, actor, now);
    return {
      mode: corporation.mode,
      version: corporation.modeVersion,
      ...(shared === undefined ? {} : { sharedToken: shared }),
      rows: rows.map((row) => describeRow(corporation, row, now)),
      page: input.page,
      pageSize,
      total,
    };
  });
}

/** A member's row of S-10 and S-60. */
export function describeRow({ mode }: Corporation, found: MemberWithToken, now: number): MemberRow {
  return {
    holder: describeMember(found.member),
    usesSharedToken: mode === 'shared',
    registration: describeRegistration(found, now),
    actions: actionsFor(found.member, mode, found.tokenId !== null),
  };
}
