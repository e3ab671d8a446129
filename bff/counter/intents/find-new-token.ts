// Finds the token that somebody wants to register and says whether this change may have it. The
// answer is the same for unknown, foreign and retired ids; asking about them has a budget.
import type { ProblemCode } from '../../contract/problem.ts';
import { foldTokenId, tokenIdPattern } from '../../contract/token.ts';
import { Refusal } from '../../errors/refusal.ts';
import { until } from '../../errors/until.ts';
import { spentUntil, unknownTokenIds, use } from '../../otp/allowance.ts';
import { findUsed, saveUsed } from '../../store/allowance-store.ts';
import type { Transaction } from '../../store/database.ts';
import type { IntentRow } from '../../store/intent-store.ts';
import { findHolderOf, type Registration } from '../../store/registration-store.ts';
import { findToken, type Token } from '../../store/token-store.ts';

/**
 * @throws {Refusal} `token-id-format`: nothing was looked up.
 * @returns the token, or a refusal whose count must be committed.
 */
export async function findNewToken(
  tx: Transaction,
  intent: IntentRow,
  typed: string,
  now: number,
): Promise<Token | Refusal> {
  const tokenId = foldTokenId(typed);
  if (!tokenIdPattern.test(tokenId)) throw new Refusal('token-id-format');
  const { corporationId, actorId } = intent;
  const asked = { corporationId, actorId, kind: 'unknown-token-id' } as const;
  const used = await findUsed(tx, asked);
  const end = spentUntil(used, unknownTokenIds, now);
  if (end !== undefined) return new Refusal('too-many-requests', until(end));

  const token = await findToken(tx, { corporationId, tokenId });
  if (token === undefined || token.state === 'retired') {
    await saveUsed(tx, asked, use(used, unknownTokenIds, now));
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
