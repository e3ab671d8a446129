// How a refusal gets into the history, whatever was refused.
import type { AuditEvent, AuditHead } from '../audit/chain.ts';
import type { ProblemCode } from '../contract/problem.ts';
import { day, minute } from '../durations.ts';
import type { Refusal } from '../errors/refusal.ts';
import type { TokenState } from '../otp/token.ts';
import type { Context } from '../ports.ts';
import type { Transaction } from '../store/database.ts';
import { findToken } from '../store/token-store.ts';
import { appendAudit } from './append-audit.ts';
import { enterRefusal } from './repeated-refusal.ts';

/** Refusals that use up an attempt or an allowance, so that there can't be many: each is entered. */
const limited: ReadonlySet<ProblemCode> = new Set([
  'otp-rejected',
  'clock-off',
  'token-unavailable',
]);

/** How long the refusal of a token that waits for the bank is only counted: nobody knows its end. */
const countingOfDisabled = day;
/** For how long any other refusal that names no end is only counted. */
const counting = 10 * minute;

/** What refusals without a token are counted under: all of one kind, of one actor, together. */
const request = 'request';

/**
 * Enters a refusal. What can be repeated without limit is entered once and then counted, up to the
 * instant that the refusal itself names.
 */
export async function enterRefused<Head extends AuditHead>(
  context: Pick<Context, 'config'>,
  tx: Transaction,
  head: Head,
  event: AuditEvent,
  { refusal, subject = request }: { refusal: Refusal; subject?: string | undefined },
): Promise<Head> {
  const { code, facts } = refusal;
  if (limited.has(code)) return appendAudit(context, tx, head, event);
  const unnamed = event.at + (code === 'token-disabled' ? countingOfDisabled : counting);
  const until = facts.retryAt === undefined ? unnamed : Date.parse(facts.retryAt);
  const state = code === 'token-disabled' ? await findState(tx, head, event) : undefined;
  const told = state === undefined ? event : { ...event, after: { state } };
  return enterRefusal(context, tx, head, told, { subject, until });
}

/** This very code may have disabled its token, or only this actor's use of it: the entry tells. */
async function findState(
  tx: Transaction,
  { corporationId }: AuditHead,
  { tokenId }: AuditEvent,
): Promise<TokenState | undefined> {
  if (tokenId === undefined) return undefined;
  return (await findToken(tx, { corporationId, tokenId }))?.state;
}
