import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCode, checkRegistrationCode, type Verdict } from '../../../bff/otp/code-check.ts';
import { type Fence, fencedStep, noFence } from '../../../bff/otp/fence.ts';
import { stepAt } from '../../../bff/otp/time-step.ts';
import type { TokenProfile } from '../../../bff/otp/token.ts';
import { codeAt } from '../../../bff/otp/totp.ts';

const secret = new Uint8Array(20).fill(7);
const totp: TokenProfile = { kind: 'totp', algorithm: 'sha1', digits: 6, period: 30 };
const hotp: TokenProfile = { ...totp, kind: 'hotp', period: 0 };
const period = 30_000;
const raised = 1_775_034_010_000;

/** What a token that is `drift` steps off shows `seconds` after the fence was raised. */
function shownAfter(seconds: number, drift = 0) {
  const now = raised + seconds * 1000;
  return { now, code: codeAt(secret, totp, stepAt(now, 30) + BigInt(drift)) };
}

function judge(fence: Fence, seconds: number, drift = 0): Verdict {
  const progress = { lastStep: -1n, drift };
  return checkCode({ secret, profile: totp, progress, fence, ...shownAfter(seconds, drift) });
}

const fenced: Fence = { ...noFence, fencedAt: raised };
const restored: Fence = { ...noFence, restoredAt: raised };

describe('I2 a fence', () => {
  test('refuses what the token could have shown when it was raised', () => {
    expect(judge(noFence, 0).kind).toBe('accepted');
    expect(judge(fenced, 0).kind).toBe('fenced');
    expect(judge(fenced, 49).kind).toBe('fenced');
    expect(judge(fenced, 50).kind).toBe('accepted');
  });

  test('costs a user ninety seconds at most, whatever his drift', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 20 }), fc.nat(29_999), (drift, within) => {
        const at = raised + within;
        const verdict = checkCode({
          secret,
          profile: totp,
          progress: { lastStep: -1n, drift },
          fence: { ...noFence, fencedAt: at },
          code: '000000',
          now: at,
        });
        if (verdict.kind !== 'fenced') throw new Error(verdict.kind);
        expect(verdict.retryAt - at).toBeGreaterThan(0);
        expect(verdict.retryAt - at).toBeLessThanOrEqual(2 * period);
      }),
    );
  });

  test('tells when the first code beyond it is shown', () => {
    const verdict = judge(fenced, 5, -3);
    if (verdict.kind !== 'fenced') throw new Error(verdict.kind);
    const after = (verdict.retryAt - raised) / 1000;
    expect(judge(fenced, after, -3).kind).toBe('accepted');
    expect(judge(fenced, after - 1, -3).kind).toBe('fenced');
  });

  test('A107 trusts no drift after a restore', () => {
    expect(judge(restored, 60).kind).toBe('fenced');
    expect(judge(restored, 20 * 30 + 19).kind).toBe('fenced');
    expect(judge(restored, 20 * 30 + 50).kind).toBe('accepted');
    expect(fencedStep(totp, { drift: -20 }, restored)).toBe(stepAt(raised, 30) + 21n);
  });

  test('the higher of the two counts', () => {
    const both = { fencedAt: raised + 3_600_000, restoredAt: raised };
    expect(fencedStep(totp, { drift: 2 }, both)).toBe(stepAt(raised + 3_600_000, 30) + 3n);
  });

  test('says nothing of a counter, which has no time', () => {
    expect(fencedStep(hotp, { drift: 0 }, { fencedAt: raised, restoredAt: raised })).toBe(-1n);
  });

  test('holds for a clock far off at registration', () => {
    const at = (seconds: number, nextCode?: string) =>
      checkRegistrationCode({
        secret,
        profile: totp,
        progress: { lastStep: -1n, drift: 0 },
        fence: fenced,
        ...shownAfter(seconds, -9),
        nextCode,
      }).kind;
    expect(at(25)).toBe('fenced');
    expect(at(50)).toBe('clock-off');
    expect(at(50, shownAfter(80, -9).code)).toBe('accepted');
  });
});
