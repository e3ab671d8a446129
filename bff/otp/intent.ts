// What a change needs and whom it touches, decided from what is known when it is opened. Pure: the
// operation looks things up and writes the row.
import type { IntentState, IntentStep, OpenIntent, Operation } from '../contract/intent.ts';
import type { ProblemCode } from '../contract/problem.ts';
import type { ChosenMode, UsageMode } from '../contract/usage-mode.ts';
import type { HolderKind } from './holder.ts';
import { isChosen, principalHolder } from './usage-mode.ts';

/** What the change will do, fixed from the moment it is opened. */
export interface Plan {
  modeFrom: UsageMode;
  modeTo: ChosenMode;
  /** Who holds the new token, or loses his. */
  holder: HolderKind;
}

/** The member a row action names. */
export interface Target {
  kind: 'master' | 'user';
  registered: boolean;
}

/** The plan for what was asked, or the problem with which it is refused. */
export function planIntent(
  asked: OpenIntent,
  mode: UsageMode,
  target: Target | undefined,
): Plan | ProblemCode {
  switch (asked.operation) {
    case 'register-first':
      return isChosen(mode) ? 'intent-conflict' : to(mode, asked.to);
    case 'change-usage-mode':
      if (!isChosen(mode)) return 'mode-unset';
      return mode === asked.to ? 'mode-unchanged' : to(mode, asked.to);
    case 'replace-token':
      return isChosen(mode) ? to(mode, mode) : 'mode-unset';
    case 'register-user':
      return planForUser(mode, target, { registered: false });
    case 'deregister-user':
      if (target?.kind === 'master') return 'master-deregistration';
      return planForUser(mode, target, { registered: true });
  }
}

/** True unless no token is in use yet whose code could prove the change. */
export function needsProof(operation: Operation): boolean {
  return operation !== 'register-first';
}

/** True for every change that ends with a token in somebody's hand. */
export function registersToken(operation: Operation): boolean {
  return operation !== 'deregister-user';
}

/** The screens still to pass, in order. */
export function stepsOf(operation: Operation, state: IntentState): IntentStep[] {
  const last: IntentStep = registersToken(operation) ? 'register' : 'confirm';
  if (state === 'open') return needsProof(operation) ? ['prove', last] : [last];
  return state === 'proved' ? [last] : [];
}

/** The state in which an intent may be committed. */
export function commitState(operation: Operation): IntentState {
  return needsProof(operation) ? 'proved' : 'open';
}

function to(modeFrom: UsageMode, modeTo: ChosenMode): Plan {
  return { modeFrom, modeTo, holder: principalHolder(modeTo) };
}

function planForUser(
  mode: UsageMode,
  target: Target | undefined,
  expected: { registered: boolean },
): Plan | ProblemCode {
  if (!isChosen(mode)) return 'mode-unset';
  if (mode === 'shared') return 'shared-mode';
  if (target === undefined) return 'not-found';
  if (target.kind === 'master' || target.registered !== expected.registered) return 'row-changed';
  return { modeFrom: mode, modeTo: mode, holder: 'user' };
}
