import { secondsUntil } from '../client/problems.ts';
import { isStep, type IntentFlow } from './intent-flow.ts';
import { placeOf } from './refusal-place.ts';

/**
 * Seconds to the code that counts, or to the instant from which one is judged again. Undefined where
 * nothing has to be waited for. `now`: milliseconds since the epoch, by the server's clock.
 */
export function secondsToNextCode(flow: IntentFlow, now: number): number | undefined {
  if (!isStep(flow)) return undefined;
  const { refusal, intent } = flow;
  if (refusal && placeOf(refusal) !== 'screen' && refusal.retryInSeconds !== undefined) {
    return refusal.retryInSeconds;
  }
  return mayKeepToken(flow) ? secondsUntil(intent.nextCodeAt, now) : undefined;
}

/** Only a mode change can register the very token that proved it, and then by its next code. */
export function mayKeepToken(flow: IntentFlow): boolean {
  return flow.screen === 'registering' && flow.intent.operation === 'change-usage-mode';
}
