import type { AuditHead } from '../audit/chain.ts';
import { corporationHolder } from '../otp/holder.ts';
import type { Actor } from '../portal/actor.ts';
import type { Context } from '../ports.ts';
import type { Transaction } from '../store/database.ts';
import type { IntentRow } from '../store/intent-store.ts';
import { listRegistrations } from '../store/registration-store.ts';
import { endSessions } from './end-sessions.ts';

/**
 * The members whose own token a change touches, asked before it is carried out. The shared token is
 * the master's, who proves with it; a change of mode also touches everybody who held a token.
 */
export async function membersOfChangedTokens(
  tx: Transaction,
  { corporationId, customerId, operation }: IntentRow,
  actor: Actor,
): Promise<string[]> {
  const before =
    operation === 'change-usage-mode' ? await listRegistrations(tx, corporationId) : [];
  const holders = [customerId, ...before.map((held) => held.customerId)];
  const members = holders.map((holder) =>
    holder === corporationHolder ? actor.customerId : holder,
  );
  return [...new Set(members)].sort();
}

/**
 * A member with a session beside the one that acts signed in before the change, perhaps with what the
 * change was made against: they sign in again. The acting session goes on.
 */
export async function endForChangedTokens(
  context: Context,
  tx: Transaction,
  head: AuditHead,
  changed: { members: readonly string[]; actor: Actor; at: number },
): Promise<void> {
  const { members, at, actor } = changed;
  const { customerId: acting, requestId, sessionHash } = actor;
  const { idle } = context.config.session;
  let next = head;
  for (const customerId of members) {
    const which = { customerId, otherThan: { sessionHash } };
    const ending = { which, at, idle, by: 'token-changed', actor: acting, requestId } as const;
    ({ head: next } = await endSessions(context, tx, next, ending));
  }
}
