// Opens a change: decides whether it is allowed, fixes what it will do, and keeps it until a code
// commits it. Nothing of the corporation changes here.
import { randomUUID } from 'node:crypto';
import type { Intent, OpenIntent } from '../contract/intent.ts';
import { decide } from '../decision/decide.ts';
import { minute } from '../durations.ts';
import { Refusal } from '../errors/refusal.ts';
import { lockOfTokenInUse } from '../judging/lock-of-token-in-use.ts';
import { principalCustomerId } from '../judging/token-in-use.ts';
import { type Plan, planIntent, type Target } from '../otp/intent.ts';
import type { Actor } from '../portal/actor.ts';
import type { Context } from '../ports.ts';
import type { Corporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import {
  countUnfinishedIntents,
  findIntentByKey,
  insertIntent,
  type IntentRow,
  voidLiveIntents,
} from '../store/intent-store.ts';
import { findMember } from '../store/member-store.ts';
import { answerIntent } from './answers/find-facts.ts';
import { askedBy, requireMaster } from './intents/live-intent.ts';

/** How fresh the portal's word must be where no token exists whose code could prove anything. */
const freshnessOfFirst = 5 * minute;
const freshness = 15 * minute;

/**
 * Changes that may be opened in one session in ten minutes and left unfinished. Committed ones do not
 * count: who registers thirty users in a row is no thief. Nor do those of another session: a thief who
 * has one must not keep the master from working after a new sign-in.
 */
const unfinishedAllowed = 10;
const unfinishedWindow = 10 * minute;

/**
 * `POST /intents`. The same key opens once: a repeat answers what the first one opened.
 *
 * What the person will be shown of it comes from here: the answer names holder, role and registration
 * as they are in this transaction, and the intent commits only on the version that it is written
 * with. A list or S-60 that was read before may be older; nothing is committed on what it said. Only the
 * preview of a mode change is read before and not answered again, so its version is asked for.
 *
 * @throws {Refusal} `reauthentication-required`, `too-many-requests`, `idempotency-mismatch`,
 *   `waiting-for-bank`, `preview-changed`, or what `requireMaster` and `planIntent` find.
 */
export async function openIntent(
  context: Context,
  actor: Actor,
  input: { asked: OpenIntent; idempotencyKey: string },
): Promise<Intent> {
  const { asked } = input;
  const question = { ...askedBy(actor, 'change-opened'), facts: { operation: asked.operation } };
  return decide<Intent>(context, question, async (decision) => {
    const { tx, corporation, now } = decision;
    requireFreshness(await requireMaster(context, decision, actor), now, asked);
    const repeated = await findIntentByKey(tx, { ...key(actor), ...input });
    if (repeated !== undefined) return describeRepeated(tx, repeated, actor, asked, now);
    await requireModeration(tx, actor, now);

    const plan = await makePlan(tx, corporation, actor, asked, now);
    await voidLiveIntents(tx, actor.corporationId);
    const row = await newIntent(context, tx, { actor, corporation, plan, input, now });
    await insertIntent(tx, row);
    return answerIntent(tx, row, now);
  });
}

function requireFreshness(authenticatedAt: number, now: number, asked: OpenIntent): void {
  const allowed = asked.operation === 'register-first' ? freshnessOfFirst : freshness;
  if (now - authenticatedAt > allowed) throw new Refusal('reauthentication-required');
}

async function requireModeration(tx: Transaction, actor: Actor, now: number): Promise<void> {
  const { sessionHash } = actor;
  const opener = { ...key(actor), sessionHash };
  const opened = await countUnfinishedIntents(tx, opener, now - unfinishedWindow);
  if (opened < unfinishedAllowed) return;
  throw new Refusal('too-many-requests', { retryAt: new Date(now + minute).toISOString() });
}

async function describeRepeated(
  tx: Transaction,
  found: IntentRow,
  actor: Actor,
  asked: OpenIntent,
  now: number,
): Promise<Intent> {
  const same =
    found.operation === asked.operation &&
    found.sessionHash === actor.sessionHash &&
    (!('to' in asked) || asked.to === found.modeTo) &&
    (!('previewed' in asked) || asked.previewed === found.version) &&
    (!('customerId' in asked) || asked.customerId === found.customerId);
  if (!same) throw new Refusal('idempotency-mismatch');
  return answerIntent(tx, found, now);
}

async function makePlan(
  tx: Transaction,
  corporation: Corporation,
  actor: Actor,
  asked: OpenIntent,
  now: number,
): Promise<Plan> {
  if (corporation.waitingSince !== null) throw new Refusal('waiting-for-bank');
  const plan = planIntent(asked, corporation.mode, await findTarget(tx, corporation, asked));
  if (typeof plan === 'string') throw new Refusal(plan);
  if ('previewed' in asked && asked.previewed !== corporation.version)
    throw new Refusal('preview-changed');
  const lock = await lockOfTokenInUse(tx, corporation, actor.customerId, now);
  // A pause may end before the code is typed.
  if (lock?.code === 'token-disabled') throw lock;
  return plan;
}

async function findTarget(
  tx: Transaction,
  { corporationId }: Corporation,
  asked: OpenIntent,
): Promise<Target | undefined> {
  if (!('customerId' in asked)) return undefined;
  const found = await findMember(tx, corporationId, asked.customerId);
  if (found === undefined) throw new Refusal('not-found');
  return { kind: found.member.rank === 0 ? 'master' : 'user', registered: found.tokenId !== null };
}

async function newIntent(
  { config }: Context,
  tx: Transaction,
  opening: {
    actor: Actor;
    corporation: Corporation;
    plan: Plan;
    input: { asked: OpenIntent; idempotencyKey: string };
    now: number;
  },
): Promise<IntentRow> {
  const { actor, corporation, plan, input, now } = opening;
  const { modeFrom, modeTo } = plan;
  const customerId =
    'customerId' in input.asked
      ? input.asked.customerId
      : await principalCustomerId(tx, corporation.corporationId, modeTo);
  return {
    ...key(actor),
    intentId: randomUUID(),
    operation: input.asked.operation,
    state: 'open',
    modeFrom,
    modeTo,
    customerId,
    version: corporation.version,
    sessionHash: actor.sessionHash,
    idempotencyKey: input.idempotencyKey,
    openedAt: now,
    expiresAt: now + config.intentLife,
    provedTokenId: null,
    provedStep: null,
    committedTokenId: null,
    committedDigest: null,
    attemptDigest: null,
    attemptRefusal: null,
    receipt: null,
  };
}

function key({ corporationId, customerId }: Actor) {
  return { corporationId, actorId: customerId };
}
