import type { Holder, Registration, TokenSummary } from './member.ts';
import type { ChosenMode, UsageMode } from './usage-mode.ts';

/** The five procedures of the counter (docs/domain.md#procedures: 第２章７, 24(1) to 24(4)). */
export const operations = [
  'register-first',
  'change-usage-mode',
  'replace-token',
  'register-user',
  'deregister-user',
] as const;
export type Operation = (typeof operations)[number];

/** `POST /intents`: which change; the server finds the tokens. */
export type OpenIntent =
  | { operation: 'register-first'; to: ChosenMode }
  /** `previewed`: version of the preview that the person read; another one now is refused. */
  | { operation: 'change-usage-mode'; to: ChosenMode; previewed: number }
  /** Replaces the master's token in `separate` mode, the shared token in `shared` mode. */
  | { operation: 'replace-token' }
  | { operation: 'register-user'; customerId: string }
  | { operation: 'deregister-user'; customerId: string };

export const intentStates = ['open', 'proved', 'committed', 'void', 'expired'] as const;
export type IntentState = (typeof intentStates)[number];

/**
 * A screen still to pass.
 * - `prove`: S-30, the code of the token in use.
 * - `register`: S-40, the new token's id and code.
 * - `confirm`: S-42, nothing to type.
 */
export type IntentStep = 'prove' | 'register' | 'confirm';

/** The token in use whose code proves the change (S-30). */
export interface Prover {
  holder: Holder;
  token: TokenSummary;
}

/** A change that the server holds until a code commits it. */
export interface Intent {
  id: string;
  operation: Operation;
  state: IntentState;
  /** Steps still to do, in order; empty once `committed`, `void` or `expired`. */
  steps: IntentStep[];
  mode: { from: UsageMode; to: ChosenMode };
  /** Absent for `register-first`: no token is in use yet. */
  prover?: Prover;
  /** Who holds the new token, or, for `deregister-user`, who loses his. */
  holder: Holder;
  /** S-42: the registration as it stands. Only for `deregister-user`. */
  registration?: Registration;
  /** Once `proved` by a time-based token: ISO 8601 instant at which that token shows its next code. */
  nextCodeAt?: string;
  /** ISO 8601 instants. */
  openedAt: string;
  expiresAt: string;
  /** Once `committed`. */
  receipt?: Receipt;
}

/** `POST /intents/{id}/proof`. A string, never a number: leading zeros count. */
export interface ProofInput {
  code: string;
}

/** `POST /intents/{id}/commit`. Empty for `deregister-user`. */
export interface CommitInput {
  tokenId?: string;
  code?: string;
  /** The code that follows `code`, after a `clock-off` problem. */
  nextCode?: string;
}

/** S-50: the number and time a finished change is known by. */
export interface Receipt {
  /** 受付番号. */
  number: string;
  /** ISO 8601 instant of the commit. */
  at: string;
  operation: Operation;
  mode: { from: UsageMode; to: ChosenMode };
  holder: Holder;
  /** Last four characters of the token registered, or of the one deregistered. */
  tokenIdTail: string;
}
