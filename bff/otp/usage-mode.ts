import type { ChosenMode, UsageMode } from '../contract/usage-mode.ts';
import type { HolderKind } from './holder.ts';

/** Whose token proves a change, and who holds the master's registration, in a mode. */
export function principalHolder(mode: ChosenMode): Extract<HolderKind, 'master' | 'corporation'> {
  return mode === 'separate' ? 'master' : 'corporation';
}

/** Narrows to a mode in which some token is in use. */
export function isChosen(mode: UsageMode): mode is ChosenMode {
  return mode !== 'unset';
}
