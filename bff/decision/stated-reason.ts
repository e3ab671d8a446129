import { isPlainText } from '../contract/plain-text.ts';
import { OperatorRefusal } from '../errors/operator-refusal.ts';

const longestReason = 200;

/**
 * What an operator says why he acts, as it is entered into a history.
 *
 * @throws {OperatorRefusal} `reason`, if it says nothing, is longer than 200 characters, or holds U+0000.
 */
export function statedReason(text: string): string {
  const reason = text.trim();
  if (reason === '' || reason.length > longestReason || !isPlainText(reason))
    throw new OperatorRefusal('reason');
  return reason;
}
