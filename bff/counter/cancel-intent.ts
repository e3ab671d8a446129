import { decide } from '../decision/decide.ts';
import type { Actor } from '../portal/actor.ts';
import type { Context } from '../ports.ts';
import { updateIntent } from '../store/intent-store.ts';
import { endOfIntent, findOwnIntent } from './intents/live-intent.ts';

/** `DELETE /intents/{id}`, 戻る: the intent ends without effect. What is over stays as it ended. */
export async function cancelIntent(
  context: Context,
  actor: Actor,
  input: { intentId: string },
): Promise<void> {
  await decide(context, async (tx) => {
    const own = await findOwnIntent(context, tx, actor, input.intentId);
    const over = await endOfIntent(tx, own);
    if (over === undefined) await updateIntent(tx, own.intent, { state: 'void' });
    return undefined;
  });
}
