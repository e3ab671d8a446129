// Finds the intent that a request goes on with, and refuses the ones that are over. Opening, proof,
// commit and cancel all begin here: with the corporation locked, one instant for the whole decision,
// and a session that is still alive at that instant. Who ends a session locks the corporation as well,
// so a change is either done before the end is answered, or refused.
import type { AuditAction } from '../../audit/chain.ts';
import type { Asked } from '../../decision/decide.ts';
import type { Decision } from '../../decision/decision.ts';
import { Refusal } from '../../errors/refusal.ts';
import type { Actor } from '../../portal/actor.ts';
import { whyOver } from '../../portal/session-life.ts';
import type { Context } from '../../ports.ts';
import { findIntent, type IntentRow, updateIntent } from '../../store/intent-store.ts';
import { findSession } from '../../store/session-store.ts';

/** How a master's request is decided, and called in the history. */
export function askedBy(actor: Actor, action: AuditAction): Asked {
  const { corporationId, customerId, requestId } = actor;
  return { corporationId, action, actor: customerId, requestId, unknown: 'session-ended' };
}

/**
 * Finds the actor's intent, live or over.
 *
 * @throws {Refusal} what `requireMaster` finds; `not-found` for another corporation's, another
 *   session's and unknown ids alike.
 */
export async function findOwnIntent(
  context: Pick<Context, 'config'>,
  decision: Decision,
  actor: Actor,
  intentId: string,
): Promise<IntentRow> {
  await requireMaster(context, decision, actor);
  const intent = await findIntent(decision.tx, actor.corporationId, intentId);
  if (intent?.actorId !== actor.customerId || intent.sessionHash !== actor.sessionHash) {
    throw new Refusal('not-found');
  }
  const { customerId: target, operation } = intent;
  decision.concerns({ target, intentId, operation });
  return intent;
}

/**
 * Reads the actor's session and rights once more: either may have ended since the request came in.
 * Answers when the portal last saw their password, in milliseconds.
 *
 * @throws {Refusal} `session-ended` or `signed-in-elsewhere`; `not-permitted` if the actor is not the
 *   master at this very moment (A43).
 */
export async function requireMaster(
  { config }: Pick<Context, 'config'>,
  { tx, now }: Decision,
  actor: Actor,
): Promise<number> {
  const session = await findSession(tx, actor);
  if (session === undefined) throw new Refusal('session-ended');
  const over = whyOver(session, now, config.session.idle);
  if (over !== undefined) throw new Refusal(over);
  if (session.rank !== 0) throw new Refusal('not-permitted');
  return session.authenticatedAt;
}

/**
 * Why this intent can't go on, or undefined if it can. An intent found too late or outdated ends
 * here for good; the refusal must be committed.
 */
export async function endOfIntent(
  { tx, corporation, now }: Decision,
  intent: IntentRow,
): Promise<Refusal | undefined> {
  switch (intent.state) {
    case 'committed':
      return new Refusal('intent-order');
    case 'void':
      return new Refusal('intent-conflict');
    case 'expired':
      return new Refusal('intent-expired');
    case 'open':
    case 'proved':
      if (intent.expiresAt <= now) {
        await updateIntent(tx, intent, { state: 'expired' });
        return new Refusal('intent-expired');
      }
      if (intent.version !== corporation.version) {
        await updateIntent(tx, intent, { state: 'void' });
        return new Refusal('intent-conflict');
      }
      return undefined;
  }
}
