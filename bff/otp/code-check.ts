// Decides what a code is worth: which step it belongs to, and whether that step may still be
// spent. It owns the windows; it spends nothing and knows no store, so a verdict counts only once
// the conditional update on the token's last step has agreed.
import { timingSafeEqual } from 'node:crypto';
import { driftAfter, maxDrift } from './drift.ts';
import { stepAt, stepStart } from './time-step.ts';
import type { TokenProfile, TokenProgress } from './token.ts';
import { codeAt } from './totp.ts';

/** Steps on each side of the token's own clock (RFC 6238 section 5.2: at most one for delay). */
const window = 1n;

/** Presses of the button that may have gone unseen (RFC 4226 section 7.4, parameter s). */
const lookAhead = 10n;

export interface Trial {
  secret: Uint8Array;
  profile: TokenProfile;
  progress: TokenProgress;
  /** Already folded and of the profile's number of digits. */
  code: string;
  /** Milliseconds since the epoch. */
  now: number;
}

export type Verdict =
  | { kind: 'accepted'; step: bigint; drift: number }
  /** Right, but of a step that is spent; `retryAt` in milliseconds, absent for HOTP. */
  | { kind: 'used'; retryAt?: number }
  /** Registration alone: the token's clock is off, its next code will settle by how much. */
  | { kind: 'clock-off' }
  | { kind: 'rejected' };

/** Judges a code of a token in use. */
export function checkCode(trial: Trial): Verdict {
  const { profile, progress, now } = trial;
  const centre = centreOf(trial);
  const matches = matchingSteps(trial, trial.code, narrowRange(trial));
  const fresh = matches.find((step) => step > progress.lastStep);
  if (fresh !== undefined) {
    const drift = profile.kind === 'totp' ? driftAfter(progress.drift, fresh - centre) : 0;
    return { kind: 'accepted', step: fresh, drift };
  }
  if (matches.length > 0) return { kind: 'used', ...retry(profile, progress, now) };
  return { kind: 'rejected' };
}

/**
 * Judges the code of a token that is about to be registered. Its clock may be off by up to
 * `maxDrift` steps: a code from out there asks for the token's next one, and two adjacent codes
 * settle the drift. Nothing is kept between the two requests: both codes come together.
 */
export function checkRegistrationCode(trial: Trial & { nextCode?: string }): Verdict {
  const narrow = checkCode(trial);
  const far = matchingSteps(trial, trial.code, wideRange(trial)).filter(
    (step) => step > trial.progress.lastStep,
  );
  if (narrow.kind !== 'rejected') return narrow;
  if (trial.nextCode === undefined) return { kind: far.length > 0 ? 'clock-off' : 'rejected' };
  const following = matchingSteps(trial, trial.nextCode, wideRange(trial));
  const settled = far.map((step) => step + 1n).find((step) => following.includes(step));
  if (settled === undefined) return { kind: 'rejected' };
  return { kind: 'accepted', step: settled, drift: settledDrift(trial, settled) };
}

/** When a time-based token shows a code that is newer than `step`; undefined for HOTP. */
export function nextCodeAt(
  profile: TokenProfile,
  progress: Pick<TokenProgress, 'drift'>,
  step: bigint,
): number | undefined {
  if (profile.kind === 'hotp') return undefined;
  return stepStart(step + 1n - BigInt(progress.drift), profile.period);
}

interface Range {
  from: bigint;
  to: bigint;
}

/** The step in the middle of what may be accepted: the token's own clock, or its next counter. */
function centreOf({ profile, progress, now }: Trial): bigint {
  if (profile.kind === 'hotp') return progress.lastStep + 1n;
  return stepAt(now, profile.period) + BigInt(progress.drift);
}

function narrowRange(trial: Trial): Range {
  const centre = centreOf(trial);
  // The last counter is looked at too, so that a repeated HOTP code is known as used.
  if (trial.profile.kind === 'hotp') return { from: centre - 1n, to: centre + lookAhead };
  return { from: centre - window, to: centre + window };
}

function wideRange(trial: Trial): Range {
  const reach = BigInt(maxDrift);
  if (trial.profile.kind === 'hotp') {
    const next = centreOf(trial);
    return { from: next, to: next + lookAhead + reach };
  }
  const present = stepAt(trial.now, trial.profile.period);
  return { from: present - reach, to: present + reach };
}

/** All steps of the range that show this code. The same work whatever matches, and where. */
function matchingSteps({ secret, profile }: Trial, code: string, { from, to }: Range): bigint[] {
  const typed = Buffer.from(code, 'latin1');
  const matches: bigint[] = [];
  for (let step = from; step <= to; step += 1n) {
    if (step < 0n) continue;
    const shown = Buffer.from(codeAt(secret, profile, step), 'latin1');
    if (shown.length === typed.length && timingSafeEqual(shown, typed)) matches.push(step);
  }
  return matches;
}

function retry(profile: TokenProfile, progress: TokenProgress, now: number): { retryAt?: number } {
  const next = nextCodeAt(profile, progress, progress.lastStep);
  return next === undefined ? {} : { retryAt: Math.max(next, now) };
}

function settledDrift({ profile, now }: Trial, step: bigint): number {
  return profile.kind === 'hotp' ? 0 : Number(step - stepAt(now, profile.period));
}
