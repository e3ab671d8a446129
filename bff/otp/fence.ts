// The step up to which everything is refused after something that might have forgotten spent
// codes: a restore, a failover, an unclean start, a clock that went back.
import { maxDrift } from './drift.ts';
import { stepAt } from './time-step.ts';
import type { TokenProfile, TokenProgress } from './token.ts';

export const fenceReasons = [
  'unclean-start',
  'restore',
  'promotion',
  'clock-went-back',
  'operator',
] as const;
export type FenceReason = (typeof fenceReasons)[number];

/** Instants in milliseconds since the epoch; 0: never raised. */
export interface Fence {
  /** Raised where the tokens' rows are trusted: each token's own drift counts. */
  fencedAt: number;
  /** Raised where they are not: a token may have been anywhere that drift allows. */
  restoredAt: number;
}

export const noFence: Fence = { fencedAt: 0, restoredAt: 0 };

/** Steps past the token's own clock in which a code could have been accepted when it was raised. */
const window = 1n;

/** The newest step that the fence refuses; -1 where there is none, and for HOTP, which has no time. */
export function fencedStep(
  { kind, period }: Pick<TokenProfile, 'kind' | 'period'>,
  { drift }: Pick<TokenProgress, 'drift'>,
  { fencedAt, restoredAt }: Fence,
): bigint {
  if (kind === 'hotp') return -1n;
  const own = fencedAt === 0 ? -1n : stepAt(fencedAt, period) + window + BigInt(drift);
  const any = restoredAt === 0 ? -1n : stepAt(restoredAt, period) + window + BigInt(maxDrift);
  return own > any ? own : any;
}
