import type { MemberHolder, UsageModePreview } from '../contract/member.ts';
import { tokenIdTail } from '../contract/token.ts';
import type { ChosenMode } from '../contract/usage-mode.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Actor } from '../portal/actor.ts';
import type { Context } from '../ports.ts';
import { findCorporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { countUsers, pageMembers } from '../store/member-store.ts';
import { listRegistrations, type Registration } from '../store/registration-store.ts';
import { describeMember } from './answers/describe.ts';
import { findHolder } from './answers/find-facts.ts';

/** Holders that the panel names; the rest is a count. */
const holdersNamed = 10;

/**
 * `GET /usage-mode/preview?to=`: whose tokens the change would release, and who would have none. Every
 * name, role, id and count in it changes only with the corporation's version, which it carries.
 */
export async function previewUsageMode(
  context: Context,
  actor: Actor,
  input: { to: ChosenMode },
): Promise<UsageModePreview> {
  const { corporationId } = actor;
  return context.database.read(async (tx) => {
    const corporation = await findCorporation(tx, corporationId);
    if (corporation === undefined) throw new Refusal('not-found');
    if (corporation.mode === input.to) throw new Refusal('mode-unchanged');
    const held = await listRegistrations(tx, corporationId);
    return {
      version: corporation.version,
      from: corporation.mode,
      to: input.to,
      released: {
        count: held.length,
        holders: await Promise.all(
          held.slice(0, holdersNamed).map((row) => describeReleased(tx, row)),
        ),
      },
      withoutToken:
        input.to === 'shared' ? { count: 0, holders: [] } : await usersOf(tx, corporationId),
    };
  });
}

async function describeReleased(
  tx: Transaction,
  { corporationId, customerId, tokenId }: Registration,
): Promise<UsageModePreview['released']['holders'][number]> {
  const holder = await findHolder(tx, corporationId, customerId);
  return { ...holder, tokenIdTail: tokenIdTail(tokenId) };
}

/** After a change to `separate` every user waits to be registered. */
async function usersOf(
  tx: Transaction,
  corporationId: string,
): Promise<{ count: number; holders: MemberHolder[] }> {
  const page = { offset: 0, limit: holdersNamed + 1 };
  const { rows } = await pageMembers(tx, corporationId, {}, page);
  const users = rows.map((row) => describeMember(row.member)).filter(({ kind }) => kind === 'user');
  return { count: await countUsers(tx, corporationId), holders: users.slice(0, holdersNamed) };
}
