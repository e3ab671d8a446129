import type { ProblemCode } from '../contract/problem.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Context } from '../ports.ts';
import { lockCorporation } from '../store/corporation-store.ts';
import { Decision, type Question } from './decision.ts';
import { enterRefused } from './enter-refused.ts';
import { KeptRefusal } from './kept-refusal.ts';

export interface Asked extends Question {
  /** What is answered where the corporation isn't known: there is no history to enter it into. */
  unknown: ProblemCode;
}

type Deciding = Pick<Context, 'clockWatch' | 'config' | 'database'>;

/** A refusal is thrown or kept; returned as it is, nobody could tell which was meant. */
type Answer<T> = T extends Refusal ? never : T;

/**
 * Makes one decision: one transaction with the corporation locked, one instant, one way into the
 * history. A refusal that `work` *throws* undoes everything, and is then entered; one that it
 * *keeps* commits with its charge and its entry. No verb can forget the entry. Either way nothing is
 * answered before the database has decided.
 *
 * @throws {Refusal} the kept or thrown one; `asked.unknown`; `clock-unreliable`, of which nothing is
 *   entered: there is no instant to enter it with.
 */
export async function decide<T>(
  context: Deciding,
  asked: Asked,
  work: (decision: Decision) => Promise<Answer<T> | KeptRefusal>,
): Promise<T> {
  let begun: Decision | undefined;
  try {
    const outcome = await context.database.write(async (tx) => {
      const corporation = await lockCorporation(tx, asked.corporationId);
      if (corporation === undefined) throw new Refusal(asked.unknown);
      const now = context.clockWatch.now();
      begun = new Decision(context, { question: asked, tx, corporation, now });
      return work(begun);
    });
    if (!(outcome instanceof KeptRefusal)) return outcome;
    begun = undefined;
    throw outcome.refusal;
  } catch (error) {
    if (error instanceof Refusal && begun !== undefined) await enterUndone(context, begun, error);
    throw error;
  }
}

/** In a transaction of its own: that of the decision was rolled back. */
async function enterUndone(context: Deciding, decision: Decision, refusal: Refusal): Promise<void> {
  const event = decision.refused(refusal);
  await context.database.write(async (tx) => {
    const corporation = await lockCorporation(tx, decision.corporation.corporationId);
    if (corporation === undefined) return;
    await enterRefused(context, tx, corporation, event, { refusal });
  });
}
