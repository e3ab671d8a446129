import { OperatorRefusal } from '../errors/operator-refusal.ts';

const longestReason = 200;

/**
 * What an operator says why he acts, as it is entered into a history.
 *
 * @throws {OperatorRefusal} `reason`, if it says nothing or is longer than 200 characters.
 */
export function statedReason(text: string): string {
  const reason = text.trim();
  if (reason === '' || reason.length > longestReason) throw new OperatorRefusal('reason');
  return reason;
}
