// Finds the token that somebody wants to register and says whether this change may have it. The
// answer is the same for unknown, foreign and retired ids; asking about them has a budget.
import type { ProblemCode } from '../contract/problem.ts';
import { foldTokenId, tokenIdPattern } from '../contract/token.ts';
import type { Context } from '../context.ts';
import { hour } from '../durations.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Transaction } from '../store/database.ts';
import type { IntentRow } from '../store/intent-store.ts';
import { findProbes, saveProbes } from '../store/probe-store.ts';
import { findHolderOf, type Registration } from '../store/registration-store.ts';
import { findToken, type Token } from '../store/token-store.ts';

/** Token ids that can't be registered which an administrator may name in an hour (A39). */
const probesAllowed = 5;
const probesWindow = hour;

/**
 * @throws {Refusal} `token-id-format`: nothing was looked up.
 * @returns the token, or a refusal whose count must be committed.
 */
export async function findNewToken(
  context: Pick<Context, 'clock'>,
  tx: Transaction,
  intent: IntentRow,
  typed: string,
): Promise<Token | Refusal> {
  const tokenId = foldTokenId(typed);
  if (!tokenIdPattern.test(tokenId)) throw new Refusal('token-id-format');
  const now = context.clock.now();
  const probes = await findProbes(tx, intent);
  const fresh = now - probes.windowStart < probesWindow;
  if (fresh && probes.count >= probesAllowed) {
    const retryAt = new Date(probes.windowStart + probesWindow).toISOString();
    return new Refusal('too-many-requests', { retryAt });
  }

  const token = await findToken(tx, { corporationId: intent.corporationId, tokenId });
  if (token === undefined || token.state === 'retired') {
    const who = { corporationId: intent.corporationId, actorId: intent.actorId };
    const next = fresh ? { ...probes, count: probes.count + 1 } : { count: 1, windowStart: now };
    await saveProbes(tx, who, next);
    return new Refusal('token-unavailable');
  }
  const taken = whyTaken(intent, await findHolderOf(tx, token));
  return taken === undefined ? token : new Refusal(taken);
}

/** A token in use may only go on serving the same hands across a change of mode. */
function whyTaken(intent: IntentRow, held: Registration | undefined): ProblemCode | undefined {
  if (held === undefined) return undefined;
  const inUse = held.tokenId === intent.provedTokenId;
  if (intent.operation === 'change-usage-mode') return inUse ? undefined : 'token-held';
  return intent.operation === 'replace-token' && inUse ? 'token-unchanged' : 'token-held';
}
