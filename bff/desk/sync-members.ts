// Brings a corporation's members to what the portal's directory says. It owns what happens to those
// who are gone and to a master who is one no longer; it never decides who the master is.
import { appendAudit } from '../decision/append-audit.ts';
import { newReceiptNumber } from '../decision/receipt-number.ts';
import { OperatorRefusal } from '../errors/operator-refusal.ts';
import type { DirectoryMember, MemberDirectory } from '../portal/member-directory.ts';
import type { OperatorContext } from '../ports.ts';
import { release } from '../registrations/release.ts';
import { endSessionsOfMembers } from '../sessions/end-sessions.ts';
import { lockCorporation, type Corporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { deleteMember, listMembers, upsertMember } from '../store/directory-store.ts';
import { voidLiveIntents } from '../store/intent-store.ts';
import { foldName, type Member } from '../store/member-store.ts';
import { findHeldToken } from '../store/registration-store.ts';
import {
  changesNothing,
  compareMembers,
  type MembersPlan,
  requireConfirmation,
} from './members/compare-members.ts';
import { seatMaster } from './members/seat-master.ts';

/** How many members each thing happened to. */
export interface SyncedMembers {
  added: number;
  changed: number;
  removed: number;
  /** Of those removed, and a master who is a user now: how many lost a token, which is in stock. */
  released: number;
  /** The master has no token: nothing can be changed until the bank resets the corporation. */
  waits: boolean;
}

export interface SyncMembers {
  corporationId: string;
  directory: MemberDirectory;
  /** How many removals the operator has agreed to; needed for more than a tenth of the members. */
  confirmedRemovals?: number | undefined;
}

/**
 * One transaction: members are added, brought up to date and removed. Who is removed, and in `separate`
 * mode a master who is one no longer, loses their token at once (P28). Whatever changes moves the
 * corporation to its next version and ends all open intents: what their screens showed is no longer
 * so (P12).
 *
 * @throws {OperatorRefusal} `corporation-unknown` or `removals-unconfirmed`; nothing is changed.
 * @throws {DirectoryError} if the directory is a file that can't be read.
 */
export async function syncMembers(
  context: OperatorContext,
  { corporationId, directory, confirmedRemovals }: SyncMembers,
): Promise<SyncedMembers> {
  const told = await directory.members(corporationId);
  const wanted = told.map((member) => toRow(corporationId, member));
  return context.database.write(async (tx) => {
    const corporation = await lockCorporation(tx, corporationId);
    if (corporation === undefined) throw new OperatorRefusal('corporation-unknown');
    const present = await listMembers(tx, corporationId);
    const plan = compareMembers(present, wanted);
    requireConfirmation(plan, present.length, confirmedRemovals);
    return carryOut(context, tx, corporation, plan);
  });
}

async function carryOut(
  context: OperatorContext,
  tx: Transaction,
  corporation: Corporation,
  plan: MembersPlan,
): Promise<SyncedMembers> {
  const { added, changed, removed } = plan;
  const counts = { added: added.length, changed: changed.length, removed: removed.length };
  if (changesNothing(plan))
    return { ...counts, released: 0, waits: corporation.waitingSince !== null };
  const at = context.clock.now();
  const freed = await releaseTokens(context, tx, corporation, { plan, at });
  const released = freed.auditSeq - corporation.auditSeq;

  for (const gone of removed) await deleteMember(tx, gone);
  // Users before the master: there is never a second one, not even between two statements.
  const byRank = [...added, ...changed].sort((a, b) => b.rank - a.rank);
  for (const row of byRank) await upsertMember(tx, row);
  const seated = await seatMaster(context, tx, freed, plan, at);
  const losing = [...removed, ...(plan.formerMaster === undefined ? [] : [plan.formerMaster])];
  const ids = losing.map(({ customerId }) => customerId);
  const ending = { at, by: 'rights-lost', actor: 'operator' } as const;
  const head = await endSessionsOfMembers(context, tx, seated, ids, ending);
  await voidLiveIntents(tx, corporation.corporationId);
  const { formerMaster, newMaster } = plan;
  await appendAudit(context, tx, head, {
    ...entry(at, ''),
    before: {
      version: corporation.version,
      ...(formerMaster && { master: formerMaster.customerId }),
    },
    after: {
      ...counts,
      released,
      version: head.version,
      ...(newMaster && { master: newMaster.customerId }),
    },
  });
  return { ...counts, released, waits: head.waitingSince !== null };
}

/** Whose token goes; one entry of the history for each. */
async function releaseTokens(
  context: OperatorContext,
  tx: Transaction,
  corporation: Corporation,
  { plan: { removed, formerMaster }, at }: { plan: MembersPlan; at: number },
): Promise<Corporation> {
  const receiptNumber = newReceiptNumber(at);
  const losers = new Set(formerMaster === undefined ? removed : [...removed, formerMaster]);
  let head = corporation;
  for (const loser of losers) {
    const held = await findHeldToken(tx, loser);
    if (held === undefined) continue;
    await release(tx, held.registration, { receiptNumber, at });
    head = await appendAudit(context, tx, head, {
      ...entry(at, loser.customerId),
      receiptNumber,
      tokenId: held.token.tokenId,
      before: { registration: 'registered' },
      after: { registration: 'unregistered' },
    });
  }
  return head;
}

function entry(at: number, target: string) {
  return { at, action: 'members-synced', result: 'done', actor: 'operator', target } as const;
}

function toRow(corporationId: string, { master, name, ...member }: DirectoryMember): Member {
  return { corporationId, ...member, name, nameFolded: foldName(name), rank: master ? 0 : 1 };
}
