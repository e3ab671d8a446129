import type { Intent } from '../contract/intent.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Actor } from '../portal/actor.ts';
import type { Context } from '../ports.ts';
import { findIntent } from '../store/intent-store.ts';
import { answerIntent } from './answers/find-facts.ts';

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
    return answerIntent(tx, intent, context.clock.now());
  });
}
