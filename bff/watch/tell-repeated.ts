import { closeEndedRefusals } from '../decision/repeated-refusal.ts';
import type { OperatorContext } from '../ports.ts';
import { lockCorporation } from '../store/corporation-store.ts';
import { findCorporationsToTell } from '../store/repeated-refusal-store.ts';

/** Corporations that one round serves; the rest waits for the next. */
const corporationsARound = 100;

/**
 * Enters how often was refused what is no longer counted. The service does this in its rounds, so that
 * every refusal is told also where nobody ever asks again. Several instances may do it at once: the
 * corporation's row decides who tells. `now` in milliseconds.
 */
export async function tellRepeated(
  context: Pick<OperatorContext, 'config' | 'database'>,
  now: number,
): Promise<void> {
  const { database } = context;
  const ids = await database.read((tx) => findCorporationsToTell(tx, now, corporationsARound));
  for (const corporationId of ids)
    await database.write(async (tx) => {
      const corporation = await lockCorporation(tx, corporationId);
      if (corporation !== undefined) await closeEndedRefusals(context, tx, corporation, now);
    });
}
