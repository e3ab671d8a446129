import type { Receipt } from '../contract/intent.ts';
import type { Transaction } from './database.ts';
import { notice } from './schema/index.ts';

/** Puts what the corporation will be told into the outbox, with the change that it tells of. */
export async function insertNotice(
  tx: Transaction,
  corporationId: string,
  receipt: Receipt,
  createdAt: number,
): Promise<void> {
  await tx.insert(notice).values({ corporationId, noticeId: receipt.number, receipt, createdAt });
}
