// What was sent with a commit, kept in a form that recognises it and does not tell it. A digest
// without a key would tell: of six digits there are only a million.
import { foldWidth } from '../../contract/code.ts';
import type { CommitInput } from '../../contract/intent.ts';
import { foldTokenId } from '../../contract/token.ts';
import type { Context } from '../../ports.ts';
import type { IntentRow } from '../../store/intent-store.ts';

type Marking = Pick<Context, 'vault'>;

/** The mark to keep with the receipt. */
export function markOfCommit({ vault }: Marking, intent: IntentRow, input: CommitInput): string {
  return vault.mark(intent.corporationId, canonical(intent, input));
}

/** True if this is what committed the intent, however wide it was typed. */
export function isSentAgain({ vault }: Marking, intent: IntentRow, input: CommitInput): boolean {
  const { committedDigest, corporationId } = intent;
  if (committedDigest === null) return false;
  return vault.isMark(committedDigest, corporationId, canonical(intent, input));
}

/**
 * What was sent, as one text for one meaning. The intent's id is in it: the same code elsewhere has
 * another mark.
 */
export function canonical(intent: IntentRow, { tokenId, code, nextCode }: CommitInput): string {
  return JSON.stringify([
    intent.intentId,
    tokenId === undefined ? null : foldTokenId(tokenId),
    code === undefined ? null : foldWidth(code),
    nextCode === undefined ? null : foldWidth(nextCode),
  ]);
}
