import type { Intent } from '../contract/intent.ts';
import type { Context } from '../context.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Actor } from '../portal/actor.ts';
import { findIntent } from '../store/intent-store.ts';
import { describeIntent } from './describe.ts';

/** `GET /intents/{id}`: how far it is; the receipt where a commit's answer was lost. */
export async function readIntent(
  context: Context,
  actor: Actor,
  input: { intentId: string },
): Promise<Intent> {
  return context.database.read(async (tx) => {
    const intent = await findIntent(tx, actor.corporationId, input.intentId);
    if (intent?.actorId !== actor.customerId || intent.sessionHash !== actor.sessionHash) {
      throw new Refusal('not-found');
    }
    return describeIntent(tx, intent, context.clock.now());
  });
}
