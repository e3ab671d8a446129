import type { Context } from '../context.ts';
import type { Actor } from '../portal/actor.ts';
import { updateIntent } from '../store/intent-store.ts';
import { decide } from './decide.ts';
import { endOfIntent, findOwnIntent } from './live-intent.ts';

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
