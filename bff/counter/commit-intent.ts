// Ends an intent with its effect. Everything happens in one transaction, in this order: the intent
// must be ready and unchanged, the new token must show its code, the effect changes the tables,
// audit entry, receipt and notice are written beside it, and other sessions of those whose token
// changed end.
import type { CommitInput, Receipt } from '../contract/intent.ts';
import { foldTokenId, tokenIdTail } from '../contract/token.ts';
import { appendAudit } from '../decision/append-audit.ts';
import { decide } from '../decision/decide.ts';
import { enterRefusedCode, newToken } from '../decision/enter-refused-code.ts';
import { newReceiptNumber } from '../decision/receipt-number.ts';
import { Refusal } from '../errors/refusal.ts';
import { lockOfTokenInUse } from '../judging/lock-of-token-in-use.ts';
import { type SpentCode, spendCode } from '../judging/spend-code.ts';
import { commitState, registersToken } from '../otp/intent.ts';
import type { Actor } from '../portal/actor.ts';
import type { Context } from '../ports.ts';
import { endForChangedTokens, membersOfChangedTokens } from '../sessions/end-for-changed-tokens.ts';
import type { Corporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { type IntentRow, updateIntent, voidLiveIntents } from '../store/intent-store.ts';
import { insertNotice } from '../store/notice-store.ts';
import type { Token } from '../store/token-store.ts';
import { findHolder } from './answers/find-facts.ts';
import { deregisterUser, type Effect, registeringEffects } from './effects/index.ts';
import { findNewToken } from './intents/find-new-token.ts';
import { endOfIntent, findOwnIntent, type OwnIntent } from './intents/live-intent.ts';
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
  return decide(context, async (tx) => {
    const own = await findOwnIntent(context, tx, actor, input.intentId);
    if (own.intent.receipt !== null) return storedReceipt(context, own.intent, input);
    const former = isRepeated(context, own.intent, input) && formerRefusal(own.intent);
    if (former) return former;
    const over = await endOfIntent(tx, own);
    if (over !== undefined) return over;
    if (own.intent.state !== commitState(own.intent.operation)) return new Refusal('intent-order');

    const lock = await lockOfTokenInUse(tx, own.corporation, actor.customerId, own.now);
    const shown = lock ?? (await showNewToken(context, tx, own, actor, input));
    if (shown instanceof Refusal) {
      const subject = lock === undefined ? subjectOf(input, shown) : own.intent.provedTokenId;
      await auditRefusal(context, tx, own, actor, { refusal: shown, subject: subject ?? newToken });
      await rememberRefusal(context, tx, own.intent, input, shown);
      return shown;
    }
    const mark = markOfCommit(context, own.intent, input);
    return carryOut(context, tx, own, actor, { ...shown, mark });
  });
}

/** The new token and the code of it that was spent; neither for `deregister-user`. */
interface ShownToken {
  token?: Token;
  spent?: SpentCode;
}

async function showNewToken(
  context: Context,
  tx: Transaction,
  { corporation, intent, now }: OwnIntent,
  actor: Actor,
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
    actorId: actor.customerId,
    shared: intent.modeTo === 'shared',
    code: input.code,
    registering: { nextCode: input.nextCode },
    now,
  });
  return spent instanceof Refusal ? spent : { token, spent };
}

async function carryOut(
  context: Context,
  tx: Transaction,
  own: OwnIntent,
  actor: Actor,
  { token, spent, mark }: ShownToken & { mark: string },
): Promise<Receipt> {
  const { intent, now: at } = own;
  const holder = await findHolder(tx, intent.corporationId, intent.customerId);
  const receiptNumber = newReceiptNumber(at);
  const members = await membersOfChangedTokens(tx, intent, actor);
  const change = { ...own, receiptNumber, at };
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
  const outcome = { at, effect, spent, receiptNumber };
  const head = await auditCommit(context, tx, own, actor, outcome);
  await endForChangedTokens(context, tx, head, { members, actor, at });
  return receipt;
}

async function auditCommit(
  context: Context,
  tx: Transaction,
  own: OwnIntent,
  actor: Actor,
  outcome: { at: number; effect: Effect; spent: SpentCode | undefined; receiptNumber: string },
): Promise<Corporation> {
  const { at, effect, spent, receiptNumber } = outcome;
  return appendAudit(context, tx, own.corporation, {
    ...verdictOn(own, actor, at),
    result: 'done',
    receiptNumber,
    ...(spent === undefined ? {} : { step: String(spent.step) }),
    tokenId: effect.tokenId,
    after: { mode: effect.corporation.mode, version: effect.corporation.version },
  });
}

async function auditRefusal(
  context: Context,
  tx: Transaction,
  own: OwnIntent,
  actor: Actor,
  refused: { refusal: Refusal; subject: string },
): Promise<void> {
  const verdict = {
    ...verdictOn(own, actor, own.now),
    ...(refused.subject !== newToken && { tokenId: refused.subject }),
  };
  await enterRefusedCode(context, tx, own.corporation, verdict, refused);
}

/** The token that a refusal is about, unless what was typed need not be one of this corporation. */
function subjectOf({ tokenId }: CommitInput, { code }: Refusal): string {
  const isKnown = code !== 'too-many-requests' && code !== 'token-unavailable';
  return tokenId === undefined || !isKnown ? newToken : foldTokenId(tokenId);
}

function verdictOn({ corporation, intent }: OwnIntent, actor: Actor, at: number) {
  return {
    at,
    action: 'change-committed',
    actor: actor.customerId,
    target: intent.customerId,
    requestId: actor.requestId,
    intentId: intent.intentId,
    operation: intent.operation,
    before: { mode: corporation.mode, version: corporation.version },
  } as const;
}

function storedReceipt(
  context: Pick<Context, 'vault'>,
  intent: IntentRow,
  input: CommitInput,
): Receipt | Refusal {
  if (intent.receipt === null || !isSentAgain(context, intent, input)) {
    return new Refusal('idempotency-mismatch');
  }
  return intent.receipt;
}
