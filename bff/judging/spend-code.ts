// The one place where a code is judged and spent. Whoever needs a code's word calls this: the
// proof, the registration and the portal's own checks share one count of wrong codes and one
// last step (A34).
import { foldWidth, isCode } from '../contract/code.ts';
import { Refusal } from '../errors/refusal.ts';
import { until } from '../errors/until.ts';
import { checkCode, checkRegistrationCode, type Verdict } from '../otp/code-check.ts';
import type { Context } from '../ports.ts';
import type { Transaction } from '../store/database.ts';
import { spendStep } from '../store/token-store.ts';
import type { PresentedCode } from './presented-code.ts';
import { isFromStock, openTally } from './tally.ts';
import { withSecret } from './with-secret.ts';

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
  context: Pick<Context, 'vault'>,
  tx: Transaction,
  presented: PresentedCode,
): Promise<SpentCode | Refusal> {
  const { token, now } = presented;
  const codes = canonicalCodes(presented);
  const tally = await openTally(tx, presented);
  const refusal = tally.refusal(now);
  if (refusal !== undefined) return refusal;

  const verdict = judge(context, presented, codes);
  switch (verdict.kind) {
    case 'accepted':
      // Another instance may have been faster; only the conditional update knows.
      if (!(await spendStep(tx, token, verdict))) return new Refusal('otp-used', until(now));
      await tally.clear();
      return { step: verdict.step, drift: verdict.drift };
    case 'used':
      return new Refusal('otp-used', until(verdict.retryAt));
    case 'fenced':
      return new Refusal('fence', until(verdict.retryAt));
    case 'clock-off':
      await tally.charge(now);
      return new Refusal('clock-off');
    case 'rejected':
      return tally.charge(now);
  }
}

interface Codes {
  code: string;
  nextCode: string | undefined;
}

/** The one canonical form of what was typed, or a refusal: before any key is touched (A5, A6). */
function canonicalCodes({ token, code, registering }: PresentedCode): Codes {
  const fold = (typed: string) => {
    const folded = foldWidth(typed);
    if (!isCode(folded, token.digits)) throw new Refusal('otp-format', { digits: token.digits });
    return folded;
  };
  const nextCode = registering?.nextCode;
  return { code: fold(code), nextCode: nextCode === undefined ? undefined : fold(nextCode) };
}

function judge(
  context: Pick<Context, 'vault'>,
  presented: PresentedCode,
  { code, nextCode }: Codes,
): Verdict {
  const { token, fence, now } = presented;
  return withSecret(context, token, (secret) => {
    const trial = { secret, profile: token, progress: token, fence, code, now };
    return isFromStock(presented)
      ? checkRegistrationCode({ ...trial, nextCode })
      : checkCode(trial);
  });
}
