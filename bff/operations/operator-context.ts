import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';

/** What an operator's commands need of the context: no portal, no sessions. */
export interface OperatorContext extends Pick<Context, 'database'> {
  readonly clock: Pick<Clock, 'now'>;
  readonly config: Pick<Context['config'], 'environment'>;
}
