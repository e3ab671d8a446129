import { appendAudit } from '../decision/append-audit.ts';
import { statedReason } from '../decision/stated-reason.ts';
import { OperatorRefusal } from '../errors/operator-refusal.ts';
import type { OperatorContext } from '../ports.ts';
import { findCorporation, lockCorporation } from '../store/corporation-store.ts';
import { allCorporations, raise } from '../store/fence-store.ts';

/**
 * The bank refuses every code that a token could have shown until now, of one corporation or of all.
 * What it does for one stands in that corporation's history, what it does for all in the fences'.
 * A running service on PostgreSQL minds it from the next code on.
 *
 * @throws {OperatorRefusal} `reason` or `corporation-unknown`.
 */
export async function raiseFence(
  context: OperatorContext,
  asked: { corporationId?: string | undefined; reason: string },
): Promise<void> {
  const note = statedReason(asked.reason);
  const { corporationId = allCorporations } = asked;
  const raisedAt = context.clock.now();
  await context.database.write(async (tx) => {
    const corporation = await lockCorporation(tx, corporationId);
    if (asked.corporationId !== undefined && corporation === undefined)
      throw new OperatorRefusal('corporation-unknown');
    await raise(tx, { corporationId, raisedAt, reason: 'operator', note });
    if (corporation === undefined) return;
    const after = await findCorporation(tx, corporationId);
    await appendAudit(context, tx, corporation, {
      at: raisedAt,
      action: 'fence-raised',
      result: 'done',
      actor: 'operator',
      target: '',
      before: { fencedAt: corporation.fencedAt },
      after: { fencedAt: after?.fencedAt ?? raisedAt, reason: note },
    });
  });
}
