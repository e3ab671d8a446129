// What a code is worth, told a second time and from the rules alone: which step it shows, whether
// that step is still good, and what a wrong one costs. Nothing of the service is imported.
import type { ProblemCode, ProblemFacts } from '../../bff/contract/problem.ts';
import { type Answer, refused } from './asks.ts';
import { chargeAll, chargeOwn, rowOf, spentUntil, use, warning } from './charges.ts';
import { deviceOf, shownFrom, stepAt, stepsShowing } from './devices.ts';
import { type Corporation, type Device, given, type TokenRow } from './world.ts';

const farthest = 20;

/** A refusal as the wire should tell it. */
export interface No extends ProblemFacts {
  code: ProblemCode;
}

export interface Yes {
  step: bigint;
  drift: number;
}

export interface Presented {
  corporation: Corporation;
  tokenId: string;
  actorId: string;
  shared: boolean;
  code: string;
  /** Only where a token is registered. */
  registering?: { nextCode: string | undefined };
  now: number;
  /** While the clock can't be believed: until when at least. */
  unreliableUntil: number | undefined;
}

/** What all rules about one code need to know. */
interface Trial extends Presented {
  device: Device;
  token: TokenRow;
}

/** A verdict as it is answered. */
export function refusedAs({ code, retryAt, triesLeft, digits }: No): Answer {
  return refused(code, {
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(triesLeft === undefined ? {} : { triesLeft }),
    ...(digits === undefined ? {} : { digits }),
  });
}

export function until(instant: number): ProblemFacts {
  return { retryAt: new Date(instant).toISOString() };
}

/** Judges, charges and spends in the model's world. */
export function present(presented: Presented): Yes | No {
  const { corporation, tokenId, registering, now } = presented;
  if (presented.unreliableUntil !== undefined)
    return { code: 'clock-unreliable', ...until(presented.unreliableUntil) };
  const device = deviceOf(tokenId);
  const code = presented.code.normalize('NFKC');
  const nextCode = registering?.nextCode?.normalize('NFKC');
  for (const typed of [code, nextCode ?? code])
    if (!new RegExp(`^[0-9]{${String(device.digits)}}$`).test(typed))
      return { code: 'otp-format', digits: device.digits };

  const token = given(corporation.tokens[tokenId], tokenId);
  const locked = lockOf(presented);
  if (locked !== undefined) return locked;
  const trial = { ...presented, device, token, code };
  if (registering === undefined || token.state === 'held') return judgeInUse(trial);

  const end = spentUntil(corporation.allowances[allowance(presented)], 10, now);
  if (end !== undefined) return { code: 'too-many-requests', ...until(end) };
  return judgeFromStock(trial, nextCode);
}

function judgeInUse(trial: Trial): Yes | No {
  const verdict = narrow(trial);
  if (verdict === 'wrong') return chargeUse(trial);
  if ('code' in verdict) return verdict;
  return spend(trial, verdict);
}

function judgeFromStock(trial: Trial, nextCode: string | undefined): Yes | No {
  const verdict = narrow(trial);
  if (verdict !== 'wrong') return 'code' in verdict ? verdict : spend(trial, verdict);
  const first = wide(trial, trial.code, pressesFromStock).filter(
    (step) => step > trial.token.lastStep,
  );
  if (nextCode !== undefined) {
    const pair = pairOf(trial, nextCode, pressesFromStock);
    if (pair === undefined) return chargeAllowance(trial, 2, 'otp-rejected');
    return fencedFar(trial, pair) ?? spend(trial, { step: pair, drift: driftShowing(trial, pair) });
  }
  if (first[0] === undefined) return chargeAllowance(trial, 1, 'otp-rejected');
  const open = first.some((step) => fencedFar(trial, step) === undefined);
  return open ? chargeAllowance(trial, 1, 'clock-off') : (fencedFar(trial, first[0]) ?? never());
}

/** What the bank's desk finds in two codes of a token in use; it charges nobody. */
export function settle(shown: {
  corporation: Corporation;
  tokenId: string;
  code: string;
  nextCode: string;
  now: number;
}): 'codes-format' | 'codes-refused' | 'codes-fenced' | Yes {
  const { corporation, tokenId } = shown;
  const device = deviceOf(tokenId);
  const token = given(corporation.tokens[tokenId], tokenId);
  const form = new RegExp(`^[0-9]{${String(device.digits)}}$`);
  const [code = '', nextCode = ''] = [shown.code, shown.nextCode].map((each) =>
    each.normalize('NFKC'),
  );
  if (!form.test(code) || !form.test(nextCode)) return 'codes-format';
  const trial = {
    ...shown,
    code,
    device,
    token,
    actorId: 'operator',
    shared: false,
    unreliableUntil: undefined,
  };
  const pair = pairOf(trial, nextCode, pressesAtTheDesk);
  if (pair === undefined) return 'codes-refused';
  if (fencedFar(trial, pair) !== undefined) return 'codes-fenced';
  Object.assign(token, { lastStep: pair, drift: driftShowing(trial, pair) });
  return { step: pair, drift: token.drift };
}

/** The newer step of two codes in a row, both newer than what is spent. */
function pairOf(trial: Trial, nextCode: string, presses: bigint): bigint | undefined {
  const first = wide(trial, trial.code, presses).filter((step) => step > trial.token.lastStep);
  const second = wide(trial, nextCode, presses);
  return first.map((step) => step + 1n).find((step) => second.includes(step));
}

/** The window of one step round the token's own clock, or of eleven counters. */
function narrow(trial: Trial): Yes | No | 'wrong' {
  const { device, token, now } = trial;
  const fence = fenceOf(trial, token.drift);
  const centre = stepAt(device, now) + BigInt(token.drift);
  const isTotp = device.kind === 'totp';
  const from = isTotp ? centre - 1n : token.lastStep;
  const to = isTotp ? centre + 1n : token.lastStep + 11n;
  const fenced: No = { code: 'fence', ...until(shownFrom(device, fence + 1n, token.drift)) };
  if (isTotp && to <= fence) return fenced;

  const shown = stepsShowing(device, trial.code, from, to);
  const fresh = shown.filter((step) => step > token.lastStep);
  const step = fresh.find((each) => each > fence);
  if (step !== undefined) {
    const drift = isTotp ? moved(token.drift, step - centre) : 0;
    return { step, drift };
  }
  if (fresh.length > 0) return fenced;
  if (shown.length === 0) return 'wrong';
  if (!isTotp) return { code: 'otp-used' };
  const next = token.lastStep > fence ? token.lastStep : fence;
  return {
    code: 'otp-used',
    ...until(Math.max(now, shownFrom(device, next + 1n, token.drift))),
  };
}

/** Presses that may have gone unseen: of a token in stock, and of one at the bank's desk. */
const pressesFromStock = 30n;
const pressesAtTheDesk = 100n;

/** Twenty steps of real time on each side, or the counters that follow. */
function wide({ device, token, now }: Trial, code: string, presses: bigint): bigint[] {
  const reach = BigInt(farthest);
  if (device.kind === 'hotp')
    return stepsShowing(device, code, token.lastStep + 1n, token.lastStep + 1n + presses);
  const present = stepAt(device, now);
  return stepsShowing(device, code, present - reach, present + reach);
}

function driftShowing({ device, now }: Trial, step: bigint): number {
  return device.kind === 'hotp' ? 0 : Number(step - stepAt(device, now));
}

function fencedFar(trial: Trial, step: bigint): No | undefined {
  const drift = driftShowing(trial, step);
  const fence = fenceOf(trial, drift);
  if (step > fence) return undefined;
  return { code: 'fence', ...until(shownFrom(trial.device, fence + 1n, drift)) };
}

/** The newest step refused after something that may have forgotten spent codes. */
export function fenceOf(
  { device, corporation }: Pick<Trial, 'device' | 'corporation'>,
  drift: number,
): bigint {
  const { fencedAt, restoredAt } = corporation;
  if (device.kind === 'hotp') return -1n;
  const own = fencedAt === 0 ? -1n : stepAt(device, fencedAt) + 1n + BigInt(drift);
  const any = restoredAt === 0 ? -1n : stepAt(device, restoredAt) + 1n + BigInt(farthest);
  return own > any ? own : any;
}

function moved(drift: number, offset: bigint): number {
  if (offset === 0n) return drift;
  return Math.max(-farthest, Math.min(farthest, drift + (offset > 0n ? 1 : -1)));
}

function spend(
  { corporation, tokenId, actorId, shared, token, registering }: Trial,
  yes: Yes,
): Yes {
  const fromStock = registering !== undefined && token.state === 'stock';
  token.lastStep = yes.step;
  token.drift = yes.drift;
  // A token from stock was not being guessed at: its success forgives nothing.
  if (fromStock) return yes;
  for (const name of [`${tokenId}/${actorId}`, ...(shared ? [`${tokenId}/`] : [])]) {
    const attempts = corporation.attempts[name];
    if (attempts !== undefined) attempts.consecutive = 0;
  }
  return yes;
}

/** Pauses and disabling, of this actor and, on a shared token, of all together. */
export function lockOf({
  corporation,
  tokenId,
  actorId,
  shared,
  now,
}: Omit<Presented, 'code' | 'unreliableUntil'>): No | undefined {
  if (corporation.tokens[tokenId]?.state === 'disabled') return { code: 'token-disabled' };
  const rows = [`${tokenId}/${actorId}`, ...(shared ? [`${tokenId}/`] : [])].flatMap(
    (name) => corporation.attempts[name] ?? [],
  );
  if (rows.some(({ disabledAt }) => disabledAt > 0)) return { code: 'token-disabled' };
  const end = Math.max(0, ...rows.map(({ pausedUntil }) => pausedUntil));
  return end > now ? { code: 'otp-paused', ...until(end) } : undefined;
}

function chargeUse(trial: Trial): No {
  const { corporation, tokenId, actorId, shared, token, now } = trial;
  const own = rowOf(corporation, `${tokenId}/${actorId}`);
  chargeOwn(own, now);
  if (shared) {
    const all = rowOf(corporation, `${tokenId}/`);
    chargeAll(all, now);
    if (all.disabledAt > 0) token.state = 'disabled';
  } else if (own.disabledAt > 0) token.state = 'disabled';
  return lockOf(trial) ?? { code: 'otp-rejected', ...warning(own) };
}

function allowance({ actorId }: Presented): string {
  return `${actorId}/registration-code`;
}

function chargeAllowance(trial: Trial, cost: number, code: ProblemCode): No {
  const { allowances } = trial.corporation;
  allowances[allowance(trial)] = use(allowances[allowance(trial)], cost, trial.now);
  return { code };
}

function never(): never {
  throw new Error('a fenced step has a fence');
}
