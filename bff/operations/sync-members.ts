// Brings a corporation's members to what the portal's directory says. It owns what happens to those
// who are gone; it never decides who the master is, and never leaves him without a token.
import { OperatorRefusal } from '../errors/operator-refusal.ts';
import type { DirectoryMember, MemberDirectory } from '../portal/member-directory.ts';
import {
  advanceCorporation,
  lockCorporation,
  type Corporation,
} from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { deleteMember, listMembers, upsertMember } from '../store/directory-store.ts';
import { foldName, type Member } from '../store/member-store.ts';
import { deleteRegistration, findHeldToken } from '../store/registration-store.ts';
import { appendAudit } from './append-audit.ts';
import { endSessions } from './end-sessions.ts';
import type { OperatorContext } from './operator-context.ts';

/** How many members each thing happened to. */
export interface SyncedMembers {
  added: number;
  changed: number;
  removed: number;
  /** Of those removed: how many lost a token, which is in stock again. */
  released: number;
}

/**
 * One transaction: members are added, brought up to date and removed; who is removed loses his token
 * (P28). Intents that were opened before such a loss, or under another master, no longer commit.
 *
 * @throws {OperatorRefusal} `corporation-unknown`; `master-registered` if the master would change
 *   while his token proves the corporation's changes (I6).
 * @throws {DirectoryError} if the directory is a file that can't be read.
 */
export async function syncMembers(
  context: OperatorContext,
  { corporationId, directory }: { corporationId: string; directory: MemberDirectory },
): Promise<SyncedMembers> {
  const told = await directory.members(corporationId);
  const wanted = told.map((member) => toRow(corporationId, member));
  return context.database.write(async (tx) => {
    const corporation = await lockCorporation(tx, corporationId);
    if (corporation === undefined) throw new OperatorRefusal('corporation-unknown');
    const plan = compare(await listMembers(tx, corporationId), wanted);
    if (plan.masterLeaves && corporation.mode === 'separate')
      throw new OperatorRefusal('master-registered');
    return carryOut(context, tx, corporation, plan);
  });
}

interface Plan {
  added: Member[];
  changed: Member[];
  removed: Member[];
  /** The present master is to be a user, or gone. */
  masterLeaves: boolean;
  /** Customer ids of those who are gone, and of the master who is none any more. */
  losing: string[];
}

function compare(present: readonly Member[], wanted: readonly Member[]): Plan {
  const before = new Map(present.map((member) => [member.customerId, member]));
  const after = new Map(wanted.map((member) => [member.customerId, member]));
  const master = present.find(({ rank }) => rank === 0);
  return {
    added: wanted.filter(({ customerId }) => !before.has(customerId)),
    changed: wanted.filter((member) => differs(before.get(member.customerId), member)),
    removed: present.filter(({ customerId }) => !after.has(customerId)),
    losing: present
      .filter(({ customerId, rank }) => (after.get(customerId)?.rank ?? Infinity) > rank)
      .map(({ customerId }) => customerId),
    masterLeaves: master !== undefined && after.get(master.customerId)?.rank !== 0,
  };
}

function differs(before: Member | undefined, after: Member): boolean {
  if (before === undefined) return false;
  const { name, nameFolded, role, rank } = after;
  return (
    before.name !== name ||
    before.nameFolded !== nameFolded ||
    before.role !== role ||
    before.rank !== rank
  );
}

async function carryOut(
  context: OperatorContext,
  tx: Transaction,
  corporation: Corporation,
  { added, changed, removed, masterLeaves, losing }: Plan,
): Promise<SyncedMembers> {
  let head = corporation;
  for (const gone of removed) head = await removeMember(context, tx, head, gone);
  // Users before the master: there is never a second one, not even between two statements.
  const byRank = [...added, ...changed].sort((a, b) => b.rank - a.rank);
  const master = byRank.find(({ rank }) => rank === 0);
  for (const row of byRank) await upsertMember(tx, row);

  const counts = { added: added.length, changed: changed.length, removed: removed.length };
  // Every lost token made one entry of its own.
  const released = head.auditSeq - corporation.auditSeq;
  if (counts.added + counts.changed + counts.removed === 0) return { ...counts, released };
  if (removed.length > 0 || masterLeaves) head = await advanceCorporation(tx, head, head.mode);
  for (const customerId of losing) head = await endSessionsOfMember(context, tx, head, customerId);
  await appendAudit(context, tx, head, {
    ...event(context, ''),
    before: { version: corporation.version },
    after: {
      ...counts,
      released,
      version: head.version,
      ...(master !== undefined && { master: master.customerId }),
    },
  });
  return { ...counts, released };
}

/** Ends a member with his registration; a lost token is entered into the history. */
async function removeMember(
  context: OperatorContext,
  tx: Transaction,
  head: Corporation,
  gone: Member,
): Promise<Corporation> {
  const held = await findHeldToken(tx, gone);
  await deleteMember(tx, gone);
  if (held === undefined) return head;
  await deleteRegistration(tx, held.registration);
  return appendAudit(context, tx, head, {
    ...event(context, gone.customerId),
    tokenId: held.token.tokenId,
    before: { registration: 'registered' },
    after: { registration: 'unregistered' },
  });
}

/** Who lost the right loses the session: one that is added again later has to sign in again. */
async function endSessionsOfMember(
  context: OperatorContext,
  tx: Transaction,
  corporation: Corporation,
  customerId: string,
): Promise<Corporation> {
  const { head } = await endSessions(context, tx, corporation, {
    which: { customerId },
    at: context.clock.now(),
    by: 'rights-lost',
    actor: 'operator',
  });
  return head;
}

function event({ clock }: OperatorContext, target: string) {
  return {
    at: clock.now(),
    action: 'members-synced',
    result: 'done',
    actor: 'operator',
    target,
  } as const;
}

function toRow(corporationId: string, { master, name, ...member }: DirectoryMember): Member {
  return { corporationId, ...member, name, nameFolded: foldName(name), rank: master ? 0 : 1 };
}
