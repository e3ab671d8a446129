import type { Transaction } from '../store/database.ts';
import { voidEveryLiveIntent } from '../store/intent-store.ts';
import { expireAllSessions } from '../store/session-store.ts';

/**
 * The clock went back: what was begun by its earlier time would last longer than it may. Sessions and
 * open changes of all corporations end here; people sign in again. Part of the transaction that raises
 * the fence, which is what the history tells of it. `now` in milliseconds, by the clock as it is.
 */
export async function endEarlierTime(tx: Transaction, now: number): Promise<void> {
  await voidEveryLiveIntent(tx);
  await expireAllSessions(tx, now);
}
