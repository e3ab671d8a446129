import { OperatorRefusal } from '../errors/operator-refusal.ts';
import type { OperatorContext } from '../ports.ts';
import { type Corporation, lockCorporation } from '../store/corporation-store.ts';
import type { Transaction } from '../store/database.ts';
import { newReceiptNumber } from './receipt-number.ts';
import { statedReason } from './stated-reason.ts';

/** What every change of a corporation by the bank says of itself. */
export interface AskedByOperator {
  corporationId: string;
  /** 1 to 200 characters, for the history. */
  reason: string;
}

/** By whom, when and why, as the history has it. */
export interface Origin {
  at: number;
  receiptNumber: string;
  actor: 'operator';
  reason: string;
}

/**
 * Runs what an operator does to a corporation as one transaction, with the corporation locked. Every
 * change of this kind begins here. The approval by a second operator belongs here as well, before
 * `work`; it waits for operators who have names.
 *
 * @throws {OperatorRefusal} `reason`, `corporation-unknown`, or what `work` refuses.
 */
export async function operatorsChange<T>(
  context: OperatorContext,
  asked: AskedByOperator,
  work: (tx: Transaction, corporation: Corporation, origin: Origin) => Promise<T>,
): Promise<T> {
  const reason = statedReason(asked.reason);
  const at = context.clock.now();
  const receiptNumber = newReceiptNumber(at);
  return context.database.write(async (tx) => {
    const corporation = await lockCorporation(tx, asked.corporationId);
    if (corporation === undefined) throw new OperatorRefusal('corporation-unknown');
    return work(tx, corporation, { at, receiptNumber, actor: 'operator', reason });
  });
}
