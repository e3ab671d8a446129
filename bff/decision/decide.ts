import { Refusal } from '../errors/refusal.ts';
import type { Context } from '../ports.ts';
import type { Transaction } from '../store/database.ts';

/**
 * Runs one decision as one write transaction. A refusal that `work` *returns* is a verdict: its
 * charges and audit entries commit, then it is thrown. A refusal that `work` *throws* undoes
 * everything. Either way nothing is answered before the database has decided.
 */
export async function decide<T>(
  context: Pick<Context, 'database'>,
  work: (tx: Transaction) => Promise<T | Refusal>,
): Promise<T> {
  const outcome = await context.database.write(work);
  if (outcome instanceof Refusal) throw outcome;
  return outcome;
}
