// Ends an intent with its effect. Everything happens in one transaction, in this order: the intent
// must be ready and unchanged, the new token must show its code, the effect changes the tables,
// audit entry, receipt and notice are written beside it, and other sessions of those whose token
// changed end.
import type { CommitInput, Receipt } from '../contract/intent.ts';
import { foldTokenId, tokenIdTail } from '../contract/token.ts';
import { decide } from '../decision/decide.ts';
import type { Decision } from '../decision/decision.ts';
import type { KeptRefusal } from '../decision/kept-refusal.ts';
import { newReceiptNumber } from '../decision/receipt-number.ts';
import { Refusal } from '../errors/refusal.ts';
import { lockOfTokenInUse } from '../judging/lock-of-token-in-use.ts';
import { type SpentCode, spendCode } from '../judging/spend-code.ts';
import { commitState, registersToken } from '../otp/intent.ts';
import type { Actor } from '../portal/actor.ts';
import type { Context } from '../ports.ts';
import { endForChangedTokens, membersOfChangedTokens } from '../sessions/end-for-changed-tokens.ts';
import { type IntentRow, updateIntent, voidLiveIntents } from '../store/intent-store.ts';
import { insertNotice } from '../store/notice-store.ts';
import type { Token } from '../store/token-store.ts';
import { findHolder } from './answers/find-facts.ts';
import { deregisterUser, registeringEffects } from './effects/index.ts';
import { findNewToken } from './intents/find-new-token.ts';
import { askedBy, endOfIntent, findOwnIntent } from './intents/live-intent.ts';
import { isSentAgain, markOfCommit } from './repeats/mark-commit.ts';
import {
  type Attempted,
  formerRefusal,
  isRepeated,
  rememberRefusal,
} from './repeats/repeated-attempt.ts';

/**
 * `POST /intents/{id}/commit`. Asked again after it is done, it answers the stored receipt and
 * changes nothing (P17).
 *
 * A lock that fell after the proof is found here (A30).
 *
 * @throws {Refusal} what the token, its code or the state of the intent is refused with;
 *   `idempotency-mismatch` if a committed intent is asked again with anything but what committed it.
 */
export async function commitIntent(
  context: Context,
  actor: Actor,
  input: { intentId: string } & Attempted,
): Promise<Receipt> {
  return decide<Receipt>(context, askedBy(actor, 'change-committed'), async (decision) => {
    const { tx, corporation, now } = decision;
    const intent = await findOwnIntent(context, decision, actor, input.intentId);
    if (intent.receipt !== null) return storedReceipt(context, intent, intent.receipt, input);
    const former = isRepeated(context, intent, input) ? formerRefusal(intent) : undefined;
    if (former !== undefined) return decision.repeat(former);
    const over = await endOfIntent(decision, intent);
    if (over !== undefined) return decision.keep(over);
    if (intent.state !== commitState(intent.operation)) throw new Refusal('intent-order');

    decision.concerns({ before: { mode: corporation.mode, version: corporation.version } });
    const lock = await lockOfTokenInUse(tx, corporation, actor.customerId, now);
    if (lock !== undefined) {
      const asked = { intent, input, refusal: lock, tokenId: intent.provedTokenId ?? undefined };
      return keep(context, decision, asked);
    }
    const shown = await showNewToken(context, decision, intent, input);
    if (shown instanceof Refusal) {
      const asked = { intent, input, refusal: shown, tokenId: subjectOf(input, shown) };
      return keep(context, decision, asked);
    }
    const mark = markOfCommit(context, intent, input);
    return carryOut(context, decision, intent, actor, { ...shown, mark });
  });
}

/** Stands for all tokens that an administrator tried: ids are theirs to invent. */
const newToken = 'new-token';

async function keep(
  context: Context,
  decision: Decision,
  refused: { intent: IntentRow; input: Attempted; refusal: Refusal; tokenId: string | undefined },
): Promise<KeptRefusal> {
  const { intent, input, refusal, tokenId } = refused;
  await rememberRefusal(context, decision.tx, intent, input, refusal);
  return decision.keep(refusal, tokenId ?? newToken, tokenId === undefined ? {} : { tokenId });
}

/** The new token and the code of it that was spent; neither for `deregister-user`. */
interface ShownToken {
  token?: Token;
  spent?: SpentCode;
}

async function showNewToken(
  context: Context,
  { tx, corporation, now }: Decision,
  intent: IntentRow,
  input: CommitInput,
): Promise<ShownToken | Refusal> {
  if (!registersToken(intent.operation)) {
    if (input.tokenId ?? input.code ?? input.nextCode) throw new Refusal('invalid-request');
    return {};
  }
  if (input.tokenId === undefined || input.code === undefined) throw new Refusal('invalid-request');
  const token = await findNewToken(tx, intent, input.tokenId, now);
  if (token instanceof Refusal) return token;
  const spent = await spendCode(context, tx, {
    token,
    fence: corporation,
    actorId: intent.actorId,
    shared: intent.modeTo === 'shared',
    code: input.code,
    registering: { nextCode: input.nextCode },
    now,
  });
  return spent instanceof Refusal ? spent : { token, spent };
}

async function carryOut(
  context: Context,
  decision: Decision,
  intent: IntentRow,
  actor: Actor,
  { token, spent, mark }: ShownToken & { mark: string },
): Promise<Receipt> {
  const { tx, corporation, now: at } = decision;
  const holder = await findHolder(tx, intent.corporationId, intent.customerId);
  const receiptNumber = newReceiptNumber(at);
  const members = await membersOfChangedTokens(tx, intent, actor);
  const change = { corporation, intent, receiptNumber, at };
  const effect =
    intent.operation === 'deregister-user' || token === undefined
      ? await deregisterUser(tx, change)
      : await registeringEffects[intent.operation](tx, { ...change, token });

  const receipt: Receipt = {
    number: receiptNumber,
    at: new Date(at).toISOString(),
    operation: intent.operation,
    mode: { from: intent.modeFrom, to: intent.modeTo },
    holder,
    tokenIdTail: tokenIdTail(effect.tokenId),
  };
  await updateIntent(tx, intent, {
    state: 'committed',
    committedTokenId: effect.tokenId,
    committedDigest: mark,
    receipt,
  });
  await voidLiveIntents(tx, intent.corporationId);
  await insertNotice(tx, intent.corporationId, receipt, at);
  await decision.enter({
    receiptNumber,
    ...(spent === undefined ? {} : { step: String(spent.step) }),
    tokenId: effect.tokenId,
    after: { mode: effect.corporation.mode, version: effect.corporation.version },
  });
  await endForChangedTokens(context, tx, decision.head, { members, actor, at });
  return receipt;
}

/** The token that a refusal is about, unless what was typed need not be one of this corporation. */
function subjectOf({ tokenId }: CommitInput, { code }: Refusal): string | undefined {
  const isKnown = code !== 'too-many-requests' && code !== 'token-unavailable';
  return tokenId === undefined || !isKnown ? undefined : foldTokenId(tokenId);
}

/** @throws {Refusal} `idempotency-mismatch`. */
function storedReceipt(
  context: Pick<Context, 'vault'>,
  intent: IntentRow,
  receipt: Receipt,
  input: CommitInput,
): Receipt {
  if (!isSentAgain(context, intent, input)) throw new Refusal('idempotency-mismatch');
  return receipt;
}
