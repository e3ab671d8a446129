// Finds the intent that a request goes on with, and refuses the ones that are over. Opening, proof,
// commit and cancel all begin here: with the corporation locked, one instant for the whole decision,
// and a session that is still alive at that instant. Who ends a session locks the corporation as well,
// so a change is either done before the end is answered, or refused.
import { Refusal } from '../../errors/refusal.ts';
import type { Actor } from '../../portal/actor.ts';
import { whyOver } from '../../portal/session-life.ts';
import type { Context } from '../../ports.ts';
import { type Corporation, lockCorporation } from '../../store/corporation-store.ts';
import type { Transaction } from '../../store/database.ts';
import { findIntent, type IntentRow, updateIntent } from '../../store/intent-store.ts';
import { findSession } from '../../store/session-store.ts';

type Deciding = Pick<Context, 'clockWatch' | 'config'>;

/** What a decision of a master stands on. Instants in milliseconds. */
export interface Standing {
  corporation: Corporation;
  /** The one instant of this decision. */
  now: number;
  /** When the portal last saw the master's password, as of now. */
  authenticatedAt: number;
}

export interface OwnIntent extends Standing {
  intent: IntentRow;
}

/**
 * Locks the corporation and finds the actor's intent, live or over.
 *
 * @throws {Refusal} what `lockMastersCorporation` finds; `not-found` for another corporation's, another session's and unknown
 *   ids alike.
 */
export async function findOwnIntent(
  context: Deciding,
  tx: Transaction,
  actor: Actor,
  intentId: string,
): Promise<OwnIntent> {
  const standing = await lockMastersCorporation(context, tx, actor);
  const intent = await findIntent(tx, actor.corporationId, intentId);
  if (intent?.actorId !== actor.customerId || intent.sessionHash !== actor.sessionHash) {
    throw new Refusal('not-found');
  }
  return { ...standing, intent };
}

/**
 * Locks the actor's corporation, and reads their session and rights once more: either may have ended
 * since the request came in.
 *
 * @throws {Refusal} `clock-unreliable`; `session-ended` or `signed-in-elsewhere`; `not-permitted` if
 *   the actor is not the master at this very moment (A43).
 */
export async function lockMastersCorporation(
  context: Deciding,
  tx: Transaction,
  actor: Actor,
): Promise<Standing> {
  const corporation = await lockCorporation(tx, actor.corporationId);
  const now = context.clockWatch.now();
  const session = await findSession(tx, actor);
  if (corporation === undefined || session === undefined) throw new Refusal('session-ended');
  const over = whyOver(session, now, context.config.session.idle);
  if (over !== undefined) throw new Refusal(over);
  if (session.rank !== 0) throw new Refusal('not-permitted');
  return { corporation, now, authenticatedAt: session.authenticatedAt };
}

/**
 * Why this intent can't go on, or undefined if it can. An intent found too late or outdated ends
 * here for good; the refusal must be committed.
 */
export async function endOfIntent(
  tx: Transaction,
  { corporation, intent, now }: OwnIntent,
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
