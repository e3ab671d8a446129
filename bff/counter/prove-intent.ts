import type { Intent } from '../contract/intent.ts';
import { decide } from '../decision/decide.ts';
import { Refusal } from '../errors/refusal.ts';
import { spendCode } from '../judging/spend-code.ts';
import { findTokenInUse } from '../judging/token-in-use.ts';
import type { Actor } from '../portal/actor.ts';
import type { Context } from '../ports.ts';
import { updateIntent } from '../store/intent-store.ts';
import { answerIntent } from './answers/find-facts.ts';
import { askedBy, endOfIntent, findOwnIntent } from './intents/live-intent.ts';
import {
  type Attempted,
  formerRefusal,
  isRepeated,
  memoryOf,
  rememberRefusal,
} from './repeats/repeated-attempt.ts';

/**
 * `POST /intents/{id}/proof`: the code of the token in use opens the way to the commit of this one
 * intent. Which token that is, the mode decides; the client never names it (A15). The same attempt
 * sent again is answered as before (A31).
 *
 * @throws {Refusal} what `spendCode` and `endOfIntent` find; `intent-order` if it is proved already.
 */
export async function proveIntent(
  context: Context,
  actor: Actor,
  input: { intentId: string; code: string } & Attempted,
): Promise<Intent> {
  return decide<Intent>(context, askedBy(actor, 'intent-proved'), async (decision) => {
    const { tx, corporation, now } = decision;
    const intent = await findOwnIntent(context, decision, actor, input.intentId);
    if (isRepeated(context, intent, input)) {
      const former = formerRefusal(intent);
      return former === undefined ? answerIntent(tx, intent, now) : decision.repeat(former);
    }
    const over = await endOfIntent(decision, intent);
    if (over !== undefined) return decision.keep(over);
    const held = await findTokenInUse(tx, corporation.corporationId, corporation.mode);
    if (intent.state !== 'open' || held === undefined) throw new Refusal('intent-order');

    const { token } = held;
    decision.concerns({ tokenId: token.tokenId });
    const spent = await spendCode(context, tx, {
      token,
      fence: corporation,
      actorId: actor.customerId,
      shared: corporation.mode === 'shared',
      code: input.code,
      now,
    });
    if (spent instanceof Refusal) {
      await rememberRefusal(context, tx, intent, input, spent);
      return decision.keep(spent, token.tokenId);
    }
    await decision.enter({ step: String(spent.step) });
    const proved = await updateIntent(tx, intent, {
      ...memoryOf(context, intent, input),
      state: 'proved',
      provedTokenId: token.tokenId,
      provedStep: spent.step,
    });
    return answerIntent(tx, proved, now);
  });
}
