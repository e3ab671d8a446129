// An attempt that is sent again: a browser may do that by itself when its connection breaks. Under one
// key it is heard and charged once, and answered as it was (A31).
import type { CommitInput } from '../../contract/intent.ts';
import { Refusal } from '../../errors/refusal.ts';
import type { Context } from '../../ports.ts';
import type { Transaction } from '../../store/database.ts';
import { type IntentRow, updateIntent } from '../../store/intent-store.ts';
import { canonical } from './mark-commit.ts';

/** What came with an attempt; without a key it is always a new one. */
export interface Attempted extends CommitInput {
  attemptKey?: string | undefined;
}

type Marking = Pick<Context, 'vault'>;

/** True if the intent's latest attempt was this one, word for word under this key. */
export function isRepeated({ vault }: Marking, intent: IntentRow, attempted: Attempted): boolean {
  const { attemptDigest, corporationId } = intent;
  if (attemptDigest === null || attempted.attemptKey === undefined) return false;
  return vault.isMark(attemptDigest, corporationId, messageOf(intent, attempted));
}

/** What the intent's latest attempt was refused with; undefined if it was not. */
export function formerRefusal({ attemptRefusal }: IntentRow): Refusal | undefined {
  if (attemptRefusal === null) return undefined;
  return new Refusal(attemptRefusal.code, attemptRefusal.facts);
}

/** What the intent remembers of an attempt that was heard, to be written with its verdict. */
export function memoryOf(
  { vault }: Marking,
  intent: IntentRow,
  attempted: Attempted,
  refusal?: Refusal,
): Partial<IntentRow> {
  if (attempted.attemptKey === undefined) return {};
  return {
    attemptDigest: vault.mark(intent.corporationId, messageOf(intent, attempted)),
    attemptRefusal: refusal === undefined ? null : { code: refusal.code, facts: refusal.facts },
  };
}

/** Writes down an attempt that changed nothing else of its intent. */
export async function rememberRefusal(
  context: Marking,
  tx: Transaction,
  intent: IntentRow,
  attempted: Attempted,
  refusal: Refusal,
): Promise<void> {
  if (attempted.attemptKey === undefined) return;
  await updateIntent(tx, intent, memoryOf(context, intent, attempted, refusal));
}

function messageOf(intent: IntentRow, attempted: Attempted): string {
  return JSON.stringify([attempted.attemptKey, canonical(intent, attempted)]);
}
