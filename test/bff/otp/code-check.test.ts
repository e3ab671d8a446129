import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkCode,
  checkRegistrationCode,
  checkResync,
  nextCodeAt,
  type Trial,
} from '../../../bff/otp/code-check.ts';
import { noFence } from '../../../bff/otp/fence.ts';
import { stepAt } from '../../../bff/otp/time-step.ts';
import type { TokenProfile } from '../../../bff/otp/token.ts';
import { codeAt } from '../../../bff/otp/totp.ts';

const secret = new Uint8Array(20).fill(7);
const totp: TokenProfile = { kind: 'totp', algorithm: 'sha1', digits: 6, period: 30 };
const hotp: TokenProfile = { ...totp, kind: 'hotp', period: 0 };
const now = 1_775_034_000_000;
const present = stepAt(now, 30);

function trial(
  change: Partial<Trial> & { ahead?: number; drift?: number; lastStep?: bigint },
): Trial {
  const { ahead = 0, drift = 0, lastStep = -1n, ...rest } = change;
  const code = codeAt(secret, totp, present + BigInt(ahead));
  return {
    secret,
    profile: totp,
    progress: { lastStep, drift },
    fence: noFence,
    code,
    now,
    ...rest,
  };
}

describe('a code of a token in use', () => {
  test('P3 is accepted one step around the drift alone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -25, max: 25 }),
        fc.integer({ min: -20, max: 20 }),
        (ahead, drift) => {
          const verdict = checkCode(trial({ ahead, drift }));
          expect(verdict.kind === 'accepted').toBe(Math.abs(ahead - drift) <= 1);
        },
      ),
    );
  });

  test('A17 P3 lives ninety seconds whatever the instant', () => {
    const code = codeAt(secret, totp, present);
    const begin = Number(present) * 30_000;
    const accepted = [];
    for (let at = begin - 61_000; at <= begin + 121_000; at += 100) {
      if (checkCode(trial({ code, now: at })).kind === 'accepted') accepted.push(at);
    }
    const [first = 0, last = 0] = [accepted.at(0), accepted.at(-1)];
    expect(first).toBe(begin - 30_000);
    expect(last).toBe(begin + 60_000 - 100);
    expect(accepted.length).toBe(900);
  });

  test('I1 is accepted only beyond the last step', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1, max: 1 }),
        fc.integer({ min: -2, max: 2 }),
        (ahead, last) => {
          const verdict = checkCode(trial({ ahead, lastStep: present + BigInt(last) }));
          expect(verdict.kind).toBe(ahead > last ? 'accepted' : 'used');
        },
      ),
    );
  });

  test('I21 moves the drift one step at most', () => {
    const late = checkCode(trial({ ahead: 4, drift: 5 }));
    expect(late).toEqual({ kind: 'accepted', step: present + 4n, drift: 4 });
    const bound = checkCode(trial({ ahead: 21, drift: 20 }));
    expect(bound).toEqual({ kind: 'accepted', step: present + 21n, drift: 20 });
  });

  test('a used code tells when the next is shown', () => {
    const verdict = checkCode(trial({ lastStep: present }));
    expect(verdict).toEqual({ kind: 'used', retryAt: Number(present + 1n) * 30_000 });
    expect(nextCodeAt(totp, { drift: -3 }, present)).toBe(Number(present + 4n) * 30_000);
    expect(nextCodeAt(hotp, { drift: 0 }, present)).toBeUndefined();
  });

  test('A12 a last step ahead of the clock is only waited for', () => {
    const verdict = checkCode(trial({ lastStep: present + 120n }));
    expect(verdict).toEqual({ kind: 'used', retryAt: Number(present + 121n) * 30_000 });
    expect(checkCode(trial({ ahead: 9, lastStep: present + 120n })).kind).toBe('rejected');
  });

  test('A19 a counter looks ten ahead and knows its last', () => {
    const lastStep = 2n ** 53n + 5n;
    const verdicts = [0n, 1n, 11n, 12n].map((ahead) => {
      const code = codeAt(secret, hotp, lastStep + ahead);
      return checkCode(trial({ profile: hotp, code, lastStep })).kind;
    });
    expect(verdicts).toEqual(['used', 'accepted', 'accepted', 'rejected']);
  });

  test('A18 P10 costs the same number of codes on every path', () => {
    let computed = 0;
    const counted = {
      ...totp,
      get algorithm() {
        computed += 1;
        return 'sha1' as const;
      },
    };
    const costs = [-1, 0, 1, 5].map((ahead) => {
      const asked = trial({ ahead });
      computed = 0;
      checkCode({ ...asked, profile: counted });
      return computed;
    });
    expect(new Set(costs)).toEqual(new Set([3]));
  });
});

describe('a code of a token to be registered', () => {
  test('far off asks for the next and settles the drift', () => {
    fc.assert(
      fc.property(fc.integer({ min: -19, max: 19 }), (ahead) => {
        const asked = trial({ ahead });
        const far = Math.abs(ahead) > 1;
        expect(checkRegistrationCode(asked).kind).toBe(far ? 'clock-off' : 'accepted');
        const nextCode = codeAt(secret, totp, present + BigInt(ahead) + 1n);
        const settled = checkRegistrationCode({ ...asked, nextCode });
        const step = present + BigInt(far ? ahead + 1 : ahead);
        expect(settled).toMatchObject({ kind: 'accepted', step });
      }),
    );
  });

  test('the very next code works after a settled drift', () => {
    const nextCode = codeAt(secret, totp, present - 11n);
    const settled = checkRegistrationCode({ ...trial({ ahead: -12 }), nextCode });
    if (settled.kind !== 'accepted') throw new Error(settled.kind);
    const progress = { lastStep: settled.step, drift: settled.drift };
    const later = now + 30_000;
    const code = codeAt(secret, totp, present - 10n);
    expect(checkCode(trial({ progress, code, now: later })).kind).toBe('accepted');
    expect(checkCode(trial({ progress, code: nextCode, now: later })).kind).toBe('used');
  });

  test('A8 two old, equal, reversed or distant codes settle nothing', () => {
    const at = (ahead: number) => codeAt(secret, totp, present + BigInt(ahead));
    const pairs = [
      [-9, -9],
      [-9, -10],
      [-9, -7],
      [-22, -21],
      [20, 21],
    ] as const;
    for (const [first, second] of pairs) {
      const verdict = checkRegistrationCode({ ...trial({ ahead: first }), nextCode: at(second) });
      expect(verdict.kind).toBe('rejected');
    }
    const spent = trial({ ahead: -9, lastStep: present - 5n });
    expect(checkRegistrationCode({ ...spent, nextCode: at(-8) }).kind).toBe('rejected');
  });
});

describe('two codes of a token in use, at the desk', () => {
  const counter = 2n ** 53n + 5n;

  test('a counter that ran away by a hundred is found', () => {
    const kinds = [1n, 30n, 99n, 100n].map((ahead) => {
      const code = codeAt(secret, hotp, counter + ahead);
      const nextCode = codeAt(secret, hotp, counter + ahead + 1n);
      const verdict = checkResync({
        ...trial({ profile: hotp, lastStep: counter, code }),
        nextCode,
      });
      return verdict.kind === 'accepted' ? verdict.step - counter - ahead : verdict.kind;
    });
    expect(kinds).toEqual([1n, 1n, 1n, 1n]);
    const code = codeAt(secret, hotp, counter + 102n);
    const nextCode = codeAt(secret, hotp, counter + 103n);
    const far = checkResync({ ...trial({ profile: hotp, lastStep: counter, code }), nextCode });
    expect(far.kind).toBe('rejected');
  });

  test('a clock that came back to real time is found', () => {
    const nextCode = codeAt(secret, totp, present + 1n);
    const verdict = checkResync({ ...trial({ drift: 15 }), nextCode });
    expect(verdict).toEqual({ kind: 'accepted', step: present + 1n, drift: 1 });
  });

  test('A8 codes that were spent settle nothing', () => {
    const nextCode = codeAt(secret, totp, present);
    const spent = trial({ ahead: -1, lastStep: present - 1n });
    expect(checkResync({ ...spent, nextCode }).kind).toBe('rejected');
  });
});
