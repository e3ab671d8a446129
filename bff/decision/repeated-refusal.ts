// Refusals that anybody can bring about without limit, and what the history holds of them: the first of
// a kind as an entry of its own, those that follow as a number in one more entry. It decides neither
// what is refused nor for how long.
import type { AuditAction, AuditEvent, AuditHead } from '../audit/chain.ts';
import type { ProblemCode } from '../contract/problem.ts';
import type { OperatorContext } from '../ports.ts';
import type { Transaction } from '../store/database.ts';
import {
  countRepeatedRefusal,
  deleteRepeatedRefusal,
  findRepeatedRefusal,
  listEndedRefusals,
  listRefusalsOf,
  openRepeatedRefusal,
  type RefusalKey,
  type RepeatedRefusal,
} from '../store/repeated-refusal-store.ts';
import { appendAudit } from './append-audit.ts';

type Entering = Pick<OperatorContext, 'config'>;

export interface Counting {
  /** What it is refused for: a token id, or `session`. */
  subject: string;
  /** The instant, in milliseconds, up to which the same refusal is only counted. */
  until: number;
}

/**
 * Enters a refusal that may come again and again. The first of its kind (action, actor, subject, result)
 * becomes an entry; until `until` the same is only counted. The first one after that tells the count
 * in an entry of its own, and begins anew. Part of the transaction that refuses; `head` as for
 * `appendAudit`.
 */
export async function enterRefusal<Head extends AuditHead>(
  context: Entering,
  tx: Transaction,
  head: Head,
  event: AuditEvent,
  { subject, until }: Counting,
): Promise<Head> {
  const { action, result, actor: actorId, at: since } = event;
  const key = { corporationId: head.corporationId, action, actorId, subject, result };
  const open = await findRepeatedRefusal(tx, key);
  if (open !== undefined && since < open.until) {
    await countRepeatedRefusal(tx, key);
    return head;
  }
  const told = open === undefined ? head : await tell(context, tx, head, open, since);
  await openRepeatedRefusal(tx, { ...key, since, until });
  return appendAudit(context, tx, told, event);
}

/** Ends the countings for a subject now: what refused it is over before its time. */
export async function closeRefusals<Head extends AuditHead>(
  context: OperatorContext,
  tx: Transaction,
  head: Head,
  { subject }: Pick<Counting, 'subject'>,
): Promise<Head> {
  const open = await listRefusalsOf(tx, head.corporationId, subject);
  return close(context, tx, head, open, context.clock.now());
}

/** Tells what was counted and has come to its end, whether anybody asks again or not. */
export async function closeEndedRefusals<Head extends AuditHead>(
  context: Entering,
  tx: Transaction,
  head: Head,
  now: number,
): Promise<Head> {
  const ended = await listEndedRefusals(tx, head.corporationId, now);
  return close(context, tx, head, ended, now);
}

async function close<Head extends AuditHead>(
  context: Entering,
  tx: Transaction,
  head: Head,
  rows: readonly RepeatedRefusal[],
  at: number,
): Promise<Head> {
  let told = head;
  for (const row of rows) {
    told = await tell(context, tx, told, row, at);
    await deleteRepeatedRefusal(tx, row);
  }
  return told;
}

/** Enters how many more there were; nothing if there was none. */
async function tell<Head extends AuditHead>(
  context: Entering,
  tx: Transaction,
  head: Head,
  row: RepeatedRefusal,
  at: number,
): Promise<Head> {
  if (row.count === 0) return head;
  const { since: from, until, count: repeated } = row;
  const to = Math.min(until, at);
  return appendAudit(context, tx, head, { ...eventOf(row), at, target: '', repeated, from, to });
}

/** The columns hold what an entry said before. */
function eventOf({ action, actorId, subject, result }: RefusalKey) {
  return {
    action: action as AuditAction,
    actor: actorId,
    subject,
    result: result as ProblemCode,
  };
}
