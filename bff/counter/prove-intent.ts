import type { Intent } from '../contract/intent.ts';
import { appendAudit } from '../decision/append-audit.ts';
import { decide } from '../decision/decide.ts';
import { enterRefusedCode } from '../decision/enter-refused-code.ts';
import { Refusal } from '../errors/refusal.ts';
import { spendCode } from '../judging/spend-code.ts';
import { findTokenInUse } from '../judging/token-in-use.ts';
import type { Actor } from '../portal/actor.ts';
import type { Context } from '../ports.ts';
import { updateIntent } from '../store/intent-store.ts';
import { answerIntent } from './answers/find-facts.ts';
import { endOfIntent, findOwnIntent } from './intents/live-intent.ts';
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
  return decide(context, async (tx) => {
    const own = await findOwnIntent(context, tx, actor, input.intentId);
    const { corporation, intent, now } = own;
    if (isRepeated(context, intent, input)) {
      return formerRefusal(intent) ?? answerIntent(tx, intent, now);
    }
    const over = await endOfIntent(tx, own);
    if (over !== undefined) return over;
    const held = await findTokenInUse(tx, corporation.corporationId, corporation.mode);
    if (intent.state !== 'open' || held === undefined) return new Refusal('intent-order');

    const { token } = held;
    const spent = await spendCode(context, tx, {
      token,
      fence: corporation,
      actorId: actor.customerId,
      shared: corporation.mode === 'shared',
      code: input.code,
      now,
    });
    const refused = spent instanceof Refusal;
    const verdict = {
      at: now,
      action: 'intent-proved',
      actor: actor.customerId,
      target: intent.customerId,
      requestId: actor.requestId,
      intentId: intent.intentId,
      operation: intent.operation,
      tokenId: token.tokenId,
    } as const;
    if (refused) {
      const { tokenId: subject } = token;
      await enterRefusedCode(context, tx, corporation, verdict, { refusal: spent, subject });
      await rememberRefusal(context, tx, intent, input, spent);
      return spent;
    }
    const step = String(spent.step);
    await appendAudit(context, tx, corporation, { ...verdict, result: 'done', step });
    const proved = await updateIntent(tx, intent, {
      ...memoryOf(context, intent, input),
      state: 'proved',
      provedTokenId: token.tokenId,
      provedStep: spent.step,
    });
    return answerIntent(tx, proved, now);
  });
}
