// Decides what a code is worth: which step it belongs to, and whether that step may still be
// spent. It owns the windows; it spends nothing and knows no store, so a verdict counts only once
// the conditional update on the token's last step has agreed.
import { timingSafeEqual } from 'node:crypto';
import { driftAfter, maxDrift } from './drift.ts';
import { type Fence, fencedStep } from './fence.ts';
import { stepAt, stepStart } from './time-step.ts';
import type { TokenProfile, TokenProgress } from './token.ts';
import { codeAt } from './totp.ts';

/** Steps on each side of the token's own clock (RFC 6238 section 5.2: at most one for delay). */
const window = 1n;

/** Presses of the button that may have gone unseen (RFC 4226 section 7.4, parameter s). */
const lookAhead = 10n;

/** Presses that the bank's desk bridges, where a counter ran away or a restore lost some. */
const resyncLookAhead = 100n;

export interface Trial {
  secret: Uint8Array;
  profile: TokenProfile;
  progress: TokenProgress;
  fence: Fence;
  /** Already folded and of the profile's number of digits. */
  code: string;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Instants in milliseconds since the epoch. */
export type Verdict =
  | { kind: 'accepted'; step: bigint; drift: number }
  /** Right, but of a step that is spent; `retryAt` is absent for HOTP. */
  | { kind: 'used'; retryAt?: number }
  /** Perhaps right, but the token must first show a code that is newer than the fence. */
  | { kind: 'fenced'; retryAt: number }
  /** Registration alone: the token's clock is off, its next code will settle by how much. */
  | { kind: 'clock-off' }
  | { kind: 'rejected' };

/** Judges a code of a token in use. */
export function checkCode(trial: Trial): Verdict {
  const { profile, progress, now } = trial;
  const fenced = fencedStep(profile, progress, trial.fence);
  const range = narrowRange(trial);
  // Nothing that the token can show now could be accepted: there is nothing to judge.
  if (range.to <= fenced)
    return { kind: 'fenced', retryAt: shownAt(profile, progress, fenced + 1n) };

  const matches = matchingSteps(trial, trial.code, range);
  const fresh = matches.filter((step) => step > progress.lastStep);
  const step = fresh.find((each) => each > fenced);
  if (step !== undefined) return accepted(trial, step);
  if (fresh.length > 0) {
    return { kind: 'fenced', retryAt: shownAt(profile, progress, fenced + 1n) };
  }
  if (matches.length === 0) return { kind: 'rejected' };
  const next = nextCodeAt(profile, progress, newer(progress.lastStep, fenced));
  return next === undefined ? { kind: 'used' } : { kind: 'used', retryAt: Math.max(next, now) };
}

/**
 * Judges the code of a token in stock that is about to be registered. The narrow search stands
 * round the drift it is known to have, the wide one round real time: its clock may be off by up to
 * `maxDrift` steps. A code from out there asks for the token's next one, and two adjacent codes
 * settle the drift. Nothing is kept between the two requests: both codes come together.
 */
export function checkRegistrationCode(trial: Trial & { nextCode?: string | undefined }): Verdict {
  const narrow = checkCode(trial);
  const range = wideRange(trial, lookAhead + BigInt(maxDrift));
  const far = freshSteps(trial, range);
  if (narrow.kind !== 'rejected') return narrow;
  if (trial.nextCode !== undefined) return settle(trial, far, trial.nextCode, range);
  const open = far.filter((step) => !isFenced(trial, step));
  if (open.length > 0) return { kind: 'clock-off' };
  return far[0] === undefined ? { kind: 'rejected' } : fencedFar(trial, far[0]);
}

/**
 * Judges two adjacent codes of a token in use whose clock, or counter, has run away: what the bank's
 * desk does with the token in its hand. Looks round real time, or as far ahead as HOTP may be.
 */
export function checkResync(trial: Trial & { nextCode: string }): Verdict {
  const range = wideRange(trial, resyncLookAhead);
  return settle(trial, freshSteps(trial, range), trial.nextCode, range);
}

/** When a time-based token shows a code that is newer than `step`; undefined for HOTP. */
export function nextCodeAt(
  profile: TokenProfile,
  progress: Pick<TokenProgress, 'drift'>,
  step: bigint,
): number | undefined {
  return profile.kind === 'hotp' ? undefined : shownAt(profile, progress, step + 1n);
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

/** As far as a clock may be off; as many presses ahead as `presses` says. */
function wideRange(trial: Trial, presses: bigint): Range {
  const reach = BigInt(maxDrift);
  if (trial.profile.kind === 'hotp') {
    const next = centreOf(trial);
    return { from: next, to: next + presses };
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

function freshSteps(trial: Trial, range: Range): bigint[] {
  const matches = matchingSteps(trial, trial.code, range);
  return matches.filter((step) => step > trial.progress.lastStep);
}

function accepted(trial: Trial, step: bigint): Verdict {
  const { profile, progress } = trial;
  if (profile.kind === 'hotp') return { kind: 'accepted', step, drift: 0 };
  return { kind: 'accepted', step, drift: driftAfter(progress.drift, step - centreOf(trial)) };
}

/** The first of `steps` that the next code follows settles where the token's clock stands. */
function settle(trial: Trial, steps: readonly bigint[], nextCode: string, range: Range): Verdict {
  const following = matchingSteps(trial, nextCode, range);
  const settled = steps.map((step) => step + 1n).find((step) => following.includes(step));
  if (settled === undefined) return { kind: 'rejected' };
  if (isFenced(trial, settled)) return fencedFar(trial, settled);
  return { kind: 'accepted', step: settled, drift: driftAt(trial, settled) };
}

/** The drift of a token that shows the code of `step` now. */
function driftAt({ profile, now }: Trial, step: bigint): number {
  return profile.kind === 'hotp' ? 0 : Number(step - stepAt(now, profile.period));
}

function isFenced(trial: Trial, step: bigint): boolean {
  return step <= fencedStep(trial.profile, { drift: driftAt(trial, step) }, trial.fence);
}

function fencedFar(trial: Trial, step: bigint): Verdict {
  const { profile, fence } = trial;
  const progress = { drift: driftAt(trial, step) };
  const fenced = fencedStep(profile, progress, fence);
  return { kind: 'fenced', retryAt: shownAt(profile, progress, fenced + 1n) };
}

/** When a token with this drift begins to show the code of `step`, by real time. */
function shownAt(
  { period }: TokenProfile,
  { drift }: Pick<TokenProgress, 'drift'>,
  step: bigint,
): number {
  return stepStart(step - BigInt(drift), period);
}

function newer(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
