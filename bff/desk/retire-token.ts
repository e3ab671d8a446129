import { appendAudit } from '../decision/append-audit.ts';
import {
  type AskedByOperator,
  operatorsChange,
  type Origin,
} from '../decision/operators-change.ts';
import { OperatorRefusal } from '../errors/operator-refusal.ts';
import type { OperatorContext } from '../ports.ts';
import { release } from '../registrations/release.ts';
import { endSessionsOfMembers } from '../sessions/end-sessions.ts';
import { advanceCorporation, type Corporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { voidLiveIntents } from '../store/intent-store.ts';
import { findHolderOf, type Registration } from '../store/registration-store.ts';
import { findToken, setTokenState } from '../store/token-store.ts';

/**
 * The bank takes a token out of use for ever: it was lost, stolen or broken. A user who holds it holds
 * nothing from then on, and open intents are void. A spare token is retired without a new version:
 * no screen that waits for a code has shown it.
 *
 * @throws {OperatorRefusal} `reason`, `corporation-unknown`, `token-unknown`, `token-retired`, or
 *   `token-in-use` for the master's or the shared token: without it nobody could prove a change.
 */
export async function retireToken(
  context: OperatorContext,
  asked: { tokenId: string } & AskedByOperator,
): Promise<{ released: boolean }> {
  return operatorsChange(context, asked, async (tx, corporation, origin) => {
    const { corporationId } = corporation;
    const token = await findToken(tx, { corporationId, tokenId: asked.tokenId });
    if (token === undefined) throw new OperatorRefusal('token-unknown');
    if (token.state === 'retired') throw new OperatorRefusal('token-retired');
    const held = await findHolderOf(tx, token);
    if (held !== undefined && held.holderKind !== 'user') throw new OperatorRefusal('token-in-use');

    const head =
      held === undefined ? corporation : await takeAway(context, tx, corporation, held, origin);
    await setTokenState(tx, token, 'retired');
    const { at, actor, receiptNumber, reason } = origin;
    await appendAudit(context, tx, head, {
      ...{ at, actor, receiptNumber, action: 'token-retired', result: 'done' },
      target: held?.customerId ?? '',
      tokenId: token.tokenId,
      before: { state: token.state, version: corporation.version, ...(held && registered) },
      after: { state: 'retired', version: head.version, ...(held && unregistered), reason },
    });
    return { released: held !== undefined };
  });
}

/** As in every entry by which a holder loses a token. */
const registered = { registration: 'registered' };
const unregistered = { registration: 'unregistered' };

async function takeAway(
  context: OperatorContext,
  tx: Transaction,
  corporation: Corporation,
  held: Registration,
  origin: Origin,
): Promise<Corporation> {
  await release(tx, held, origin);
  await voidLiveIntents(tx, corporation.corporationId);
  const advanced = await advanceCorporation(tx, corporation, corporation.mode);
  const ending = { at: origin.at, by: 'token-changed', actor: origin.actor } as const;
  return endSessionsOfMembers(context, tx, advanced, [held.customerId], ending);
}
