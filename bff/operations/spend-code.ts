// The one place where a code is judged and spent. Whoever needs a code's word calls this: the
// proof, the registration and the portal's own checks share one count of wrong codes and one
// last step (A34).
import { isCode } from '../contract/code.ts';
import type { ProblemFacts } from '../contract/problem.ts';
import type { Context } from '../context.ts';
import { Refusal } from '../errors/refusal.ts';
import { afterSuccess, type Attempts, charge, isPaused } from '../otp/attempts.ts';
import { checkCode, checkRegistrationCode, type Verdict } from '../otp/code-check.ts';
import { findAttempts, saveAttempts } from '../store/attempt-store.ts';
import type { Transaction } from '../store/database.ts';
import { setTokenState, spendStep, type Token } from '../store/token-store.ts';

export interface PresentedCode {
  token: Token;
  /** Who typed it; wrong codes are counted for him and this token together. */
  actorId: string;
  /** A token that several people use is never disabled by one of them. */
  shared: boolean;
  code: string;
  /** Where a token is registered: the wide search for its clock, and the code that follows. */
  registering?: { nextCode: string | undefined };
}

/** What a spent code was worth. */
export interface SpentCode {
  step: bigint;
  drift: number;
}

/**
 * Judges a code and spends its step. A refusal comes back as a value: its charge is part of this
 * transaction and must be committed with it.
 *
 * @throws {Refusal} `otp-format` for anything but the token's number of digits: not evaluated, not
 *   charged.
 */
export async function spendCode(
  context: Pick<Context, 'clock' | 'vault'>,
  tx: Transaction,
  presented: PresentedCode,
): Promise<SpentCode | Refusal> {
  const { token, actorId } = presented;
  const now = context.clock.now();
  const codes = canonicalCodes(presented);
  if (token.state === 'disabled') return new Refusal('token-disabled');

  const key = { corporationId: token.corporationId, tokenId: token.tokenId, actorId };
  const attempts = await findAttempts(tx, key);
  if (isPaused(attempts, now)) return new Refusal('otp-paused', until(attempts.pausedUntil));

  const verdict = judge(context, token, codes, now, presented.registering !== undefined);
  switch (verdict.kind) {
    case 'accepted':
      // Another instance may have been faster; only the conditional update knows.
      if (!(await spendStep(tx, token, verdict))) return new Refusal('otp-used', until(now));
      if (attempts.consecutive > 0) await saveAttempts(tx, key, afterSuccess(attempts));
      return { step: verdict.step, drift: verdict.drift };
    case 'used':
      return new Refusal('otp-used', until(verdict.retryAt));
    case 'clock-off':
      return new Refusal('clock-off');
    case 'rejected':
      return chargeWrongCode(tx, presented, attempts, now);
  }
}

async function chargeWrongCode(
  tx: Transaction,
  { token, actorId, shared }: PresentedCode,
  before: Attempts,
  now: number,
): Promise<Refusal> {
  const { attempts, disable, triesLeft } = charge(before, now, { shared });
  const key = { corporationId: token.corporationId, tokenId: token.tokenId, actorId };
  await saveAttempts(tx, key, attempts);
  // A token in stock proves nothing yet: guessing at it pauses the actor and no more.
  if (disable && token.state === 'held') {
    await setTokenState(tx, token, 'disabled');
    return new Refusal('token-disabled');
  }
  if (isPaused(attempts, now)) return new Refusal('otp-paused', until(attempts.pausedUntil));
  return new Refusal('otp-rejected', triesLeft === undefined ? {} : { triesLeft });
}

interface Codes {
  code: string;
  nextCode: string | undefined;
}

/** The one canonical form of what was typed, or a refusal: before any key is touched (A5, A6). */
function canonicalCodes({ token, code, registering }: PresentedCode): Codes {
  const fold = (typed: string) => {
    const folded = typed.normalize('NFKC');
    if (!isCode(folded, token.digits)) throw new Refusal('otp-format', { digits: token.digits });
    return folded;
  };
  const nextCode = registering?.nextCode;
  return { code: fold(code), nextCode: nextCode === undefined ? undefined : fold(nextCode) };
}

function judge(
  { vault }: Pick<Context, 'vault'>,
  token: Token,
  { code, nextCode }: Codes,
  now: number,
  registering: boolean,
): Verdict {
  const secret = vault.open(token, token.sealedSecret, token.keyVersion);
  const trial = { secret, profile: token, progress: token, code, now };
  try {
    return registering ? checkRegistrationCode({ ...trial, nextCode }) : checkCode(trial);
  } finally {
    secret.fill(0);
  }
}

function until(instant: number | undefined): ProblemFacts {
  return instant === undefined ? {} : { retryAt: new Date(instant).toISOString() };
}
