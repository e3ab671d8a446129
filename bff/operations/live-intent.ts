// Finds the intent that a request goes on with, and refuses the ones that are over. Proof, commit
// and cancel all begin here, with the corporation locked.
import type { Context } from '../context.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Actor } from '../portal/actor.ts';
import { type Corporation, lockCorporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { findIntent, type IntentRow, updateIntent } from '../store/intent-store.ts';
import { findMaster } from '../store/member-store.ts';

export interface OwnIntent {
  corporation: Corporation;
  intent: IntentRow;
}

/**
 * Locks the corporation and finds the actor's intent, live or over.
 *
 * @throws {Refusal} `not-found` for another corporation's, another session's and unknown ids
 *   alike; `not-permitted` if the actor is not the master at this very moment (A43).
 */
export async function findOwnIntent(
  tx: Transaction,
  actor: Actor,
  intentId: string,
): Promise<OwnIntent> {
  const corporation = await lockMastersCorporation(tx, actor);
  const intent = await findIntent(tx, actor.corporationId, intentId);
  if (intent?.actorId !== actor.customerId || intent.sessionHash !== actor.sessionHash) {
    throw new Refusal('not-found');
  }
  return { corporation, intent };
}

/** Locks the actor's corporation and asks the member list once more whether he is its master. */
export async function lockMastersCorporation(tx: Transaction, actor: Actor): Promise<Corporation> {
  const corporation = await lockCorporation(tx, actor.corporationId);
  const master = await findMaster(tx, actor.corporationId);
  if (corporation === undefined || master?.customerId !== actor.customerId) {
    throw new Refusal('not-permitted');
  }
  return corporation;
}

/**
 * Why this intent can't go on, or undefined if it can. An intent found too late or outdated ends
 * here for good; the refusal must be committed.
 */
export async function endOfIntent(
  context: Pick<Context, 'clock'>,
  tx: Transaction,
  { corporation, intent }: OwnIntent,
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
      if (intent.expiresAt <= context.clock.now()) {
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
