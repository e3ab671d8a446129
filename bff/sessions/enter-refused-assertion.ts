import type { ProblemCode } from '../contract/problem.ts';
import { enterRefusal } from '../decision/repeated-refusal.ts';
import { minute } from '../durations.ts';
import type { Vouched } from '../portal/refused-assertion.ts';
import type { Context } from '../ports.ts';
import { lockCorporation } from '../store/corporation-store.ts';

/** Assertions that are refused for the same reason within this time are one entry, and a number. */
const countedFor = 10 * minute;

export interface RefusedWord {
  vouched: Vouched;
  reason: string;
  code: ProblemCode;
  requestId: string;
  /** Milliseconds, from the watched clock. */
  at: number;
}

/**
 * Enters an assertion that the portal signed and that made no session, in a transaction of its own: the
 * one that refused it was undone. What the portal has not signed may name any corporation, and is in the
 * log alone; so is what names a corporation that we don't know.
 */
export async function enterRefusedAssertion(context: Context, refused: RefusedWord): Promise<void> {
  const { vouched, reason, code, requestId, at } = refused;
  await context.database.write(async (tx) => {
    const corporation = await lockCorporation(tx, vouched.corporationId);
    if (corporation === undefined) return;
    const event = {
      at,
      action: 'assertion-refused',
      result: code,
      actor: 'portal',
      target: vouched.customerId,
      requestId,
      after: { reason },
    } as const;
    const counting = { subject: `session: ${reason}`, until: at + countedFor };
    await enterRefusal(context, tx, corporation, event, counting);
  });
}
