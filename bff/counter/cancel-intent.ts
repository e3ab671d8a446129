import { decide } from '../decision/decide.ts';
import type { Actor } from '../portal/actor.ts';
import type { Context } from '../ports.ts';
import { updateIntent } from '../store/intent-store.ts';
import { askedBy, endOfIntent, findOwnIntent } from './intents/live-intent.ts';

/** `DELETE /intents/{id}`, 戻る: the intent ends without effect. What is over stays as it ended. */
export async function cancelIntent(
  context: Context,
  actor: Actor,
  input: { intentId: string },
): Promise<void> {
  await decide<undefined>(context, askedBy(actor, 'change-cancelled'), async (decision) => {
    const intent = await findOwnIntent(context, decision, actor, input.intentId);
    const over = await endOfIntent(decision, intent);
    if (over === undefined) await updateIntent(decision.tx, intent, { state: 'void' });
    return undefined;
  });
}
