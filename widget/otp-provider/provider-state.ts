import type { Session } from '../../bff/contract/session.ts';
import type { SessionEndReason } from '../client/session-end.ts';

/** Where a provider stands with its session. */
export type ProviderState =
  /** Asked, and not answered yet; or the question got no answer, and the next call asks again. */
  | { readonly phase: 'unknown' }
  | { readonly phase: 'active'; readonly session: Session }
  | { readonly phase: 'ending'; readonly session: Session; readonly secondsLeft: number }
  | { readonly phase: 'over'; readonly reason: SessionEndReason }
  /** Nobody vouches for the person: what a former session left must not be shown either. */
  | { readonly phase: 'unavailable' };

/** The session, where there is one. */
export function sessionOf(state: ProviderState): Session | undefined {
  return 'session' in state ? state.session : undefined;
}

/** True where nothing of anybody may be shown. */
export function isOver({ phase }: ProviderState): boolean {
  return phase === 'over' || phase === 'unavailable';
}
