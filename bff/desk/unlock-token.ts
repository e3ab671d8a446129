import { appendAudit } from '../decision/append-audit.ts';
import { closeRefusals } from '../decision/repeated-refusal.ts';
import { statedReason } from '../decision/stated-reason.ts';
import { OperatorRefusal } from '../errors/operator-refusal.ts';
import type { OperatorContext } from '../ports.ts';
import { deleteAttempts } from '../store/attempt-store.ts';
import { type Corporation, lockCorporation } from '../store/corporation-store.ts';
import { findHolderOf } from '../store/registration-store.ts';
import { findToken, setTokenState, type Token } from '../store/token-store.ts';

/**
 * The bank lifts a token's pauses and its disabling: nobody's wrong codes on it count any more. Which
 * steps are spent stays as it is. The reason stands in the corporation's history.
 *
 * @throws {OperatorRefusal} `reason`, `corporation-unknown`, `token-unknown`, or `token-not-locked`
 *   if there is nothing to lift; `counter-unsettled` for HOTP after a restore, before its counter
 *   was settled: it might accept a code that the database has forgotten.
 */
export async function unlockToken(
  context: OperatorContext,
  asked: { corporationId: string; tokenId: string; reason: string },
): Promise<void> {
  const { corporationId, tokenId } = asked;
  const reason = statedReason(asked.reason);
  await context.database.write(async (tx) => {
    const corporation = await lockCorporation(tx, corporationId);
    if (corporation === undefined) throw new OperatorRefusal('corporation-unknown');
    const token = await findToken(tx, { corporationId, tokenId });
    if (token === undefined) throw new OperatorRefusal('token-unknown');
    if (isUnsettled(token, corporation)) throw new OperatorRefusal('counter-unsettled');

    const forgotten = await deleteAttempts(tx, token);
    const disabled = token.state === 'disabled';
    if (!disabled && forgotten === 0) throw new OperatorRefusal('token-not-locked');
    const holder = await findHolderOf(tx, token);
    const unlocked = holder === undefined ? 'stock' : 'held';
    const state = disabled ? unlocked : token.state;
    if (disabled) await setTokenState(tx, token, state);
    // Counting of what the pause refused ends with the pause.
    const head = await closeRefusals(context, tx, corporation, { subject: tokenId });
    await appendAudit(context, tx, head, {
      at: context.clock.now(),
      action: 'token-unlocked',
      result: 'done',
      actor: 'operator',
      target: holder?.customerId ?? '',
      tokenId,
      before: { state: token.state, actorsWithWrongCodes: forgotten },
      after: { state, reason },
    });
  });
}

function isUnsettled({ kind, settledAt }: Token, { restoredAt }: Corporation): boolean {
  return kind === 'hotp' && restoredAt > settledAt;
}
