// How the verdict on a code gets into the history, whoever asked for it.
import type { AuditEvent, AuditHead } from '../audit/chain.ts';
import type { ProblemCode } from '../contract/problem.ts';
import { day } from '../durations.ts';
import type { Refusal } from '../errors/refusal.ts';
import type { TokenState } from '../otp/token.ts';
import type { Context } from '../ports.ts';
import type { Transaction } from '../store/database.ts';
import { findToken } from '../store/token-store.ts';
import { appendAudit } from './append-audit.ts';
import { enterRefusal } from './repeated-refusal.ts';

/**
 * Refusals that cost nothing and can be asked for again and again. All others use up an attempt or an
 * allowance, so that there can't be many.
 */
const unlimited: ReadonlySet<ProblemCode> = new Set([
  'fence',
  'otp-paused',
  'otp-used',
  'token-disabled',
  'too-many-requests',
]);

/** How long the refusal of a token that waits for the bank is only counted: nobody knows its end. */
const countingOfDisabled = day;

/** Stands for all tokens that an administrator tried: ids are theirs to invent. */
export const newToken = 'new-token';

type Verdict = Omit<AuditEvent, 'result'>;

/**
 * Enters that a code was refused. What can be repeated without limit is entered once and then counted,
 * up to the instant that the refusal itself names. `subject`: the token id, or `newToken`.
 */
export async function enterRefusedCode<Head extends AuditHead>(
  context: Pick<Context, 'config'>,
  tx: Transaction,
  head: Head,
  verdict: Verdict,
  { refusal, subject }: { refusal: Refusal; subject: string },
): Promise<Head> {
  const { code, facts } = refusal;
  const event: AuditEvent = { ...verdict, result: code };
  if (!unlimited.has(code)) return appendAudit(context, tx, head, event);
  const until =
    facts.retryAt === undefined ? event.at + countingOfDisabled : Date.parse(facts.retryAt);
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
