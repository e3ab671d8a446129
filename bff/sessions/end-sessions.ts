import type { AuditHead } from '../audit/chain.ts';
import { appendAudit } from '../decision/append-audit.ts';
import { publicSessionId } from '../portal/session-token.ts';
import type { OperatorContext } from '../ports.ts';
import type { Transaction } from '../store/database.ts';
import {
  type EndingOfSessions,
  endSessionsOf,
  type SessionRow,
  type WhichSessions,
} from '../store/session-store.ts';

export interface EndSessions extends EndingOfSessions {
  which: WhichSessions;
  /** Customer id of who ends them; `portal` or `operator` where no member does. */
  actor: string;
  requestId?: string | undefined;
}

/** How many sessions were ended, and the history's new end. */
export interface EndedSessions<Head> {
  head: Head;
  ended: number;
}

/**
 * Ends sessions of a corporation, which the caller has locked in this transaction, with an entry for
 * each. They are refused on every instance with the next request. A session that just grows too old
 * makes no entry: nobody did anything.
 */
export async function endSessions<Head extends AuditHead>(
  context: Pick<OperatorContext, 'config'>,
  tx: Transaction,
  head: Head,
  { which, actor, requestId, ...ending }: EndSessions,
): Promise<EndedSessions<Head>> {
  const rows = await endSessionsOf(tx, head.corporationId, which, ending);
  let next = head;
  for (const row of rows) {
    next = await appendAudit(context, tx, next, {
      ...describeSession(row),
      at: ending.at,
      action: 'session-ended',
      actor,
      ...(requestId === undefined ? {} : { requestId }),
      after: { session: publicSessionId(row.sessionHash), endedBy: ending.by },
    });
  }
  return { head: next, ended: rows.length };
}

/** Ends all sessions of several members. A member who is named twice is taken once. */
export async function endSessionsOfMembers<Head extends AuditHead>(
  context: Pick<OperatorContext, 'config'>,
  tx: Transaction,
  head: Head,
  members: readonly string[],
  ending: Omit<EndSessions, 'which'>,
): Promise<Head> {
  let next = head;
  for (const customerId of new Set(members)) {
    ({ head: next } = await endSessions(context, tx, next, { ...ending, which: { customerId } }));
  }
  return next;
}

/** Enters that a session began. */
export async function enterBeginning<Head extends AuditHead>(
  context: Pick<OperatorContext, 'config'>,
  tx: Transaction,
  head: Head,
  row: SessionRow,
  requestId: string,
): Promise<Head> {
  return appendAudit(context, tx, head, {
    ...describeSession(row),
    at: row.lastSeenAt,
    action: 'session-begun',
    actor: row.customerId,
    requestId,
    after: { session: publicSessionId(row.sessionHash) },
  });
}

function describeSession({ customerId }: SessionRow) {
  return { result: 'done', target: customerId } as const;
}
