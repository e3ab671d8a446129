import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepAt } from '../../../bff/otp/time-step.ts';
import { hashAlgorithms } from '../../../bff/otp/token.ts';
import { codeAt } from '../../../bff/otp/totp.ts';
import { oathtoolCodes, type CodeSeries } from '../../support/oathtool.ts';
import { rfc4226Codes, rfc4226Secret } from './vectors/rfc4226.ts';
import { rfc6238Codes, rfc6238Secrets } from './vectors/rfc6238.ts';

const codesARun = 1000;
const runs = 100;
const seed = randomInt(2 ** 31 - 1);

describe('the standards', () => {
  it('agree on all codes of RFC 4226', () => {
    const profile = { algorithm: 'sha1', digits: 6 } as const;
    const codes = rfc4226Codes.map((_, at) => codeAt(rfc4226Secret, profile, BigInt(at)));
    expect(codes).toEqual(rfc4226Codes);
    expect(codes).toHaveLength(10);
  });

  const vectors = rfc6238Codes.flatMap((row) =>
    hashAlgorithms.map((algorithm) => ({ algorithm, at: row.at, code: row[algorithm] })),
  );

  it('have eighteen codes in RFC 6238', () => {
    expect(vectors).toHaveLength(18);
  });

  it.each(vectors)('agree on $code of RFC 6238, $algorithm at $at', ({ algorithm, at, code }) => {
    const step = stepAt(at * 1000, 30);
    expect(codeAt(rfc6238Secrets[algorithm], { algorithm, digits: 8 }, step)).toBe(code);
  });
});

/** As far as oathtool's calendar reaches, some years past 2^53 seconds; HOTP to the end of 63 bits. */
const series: fc.Arbitrary<CodeSeries> = fc
  .record({
    secret: fc.uint8Array({ minLength: 16, maxLength: 64 }),
    kind: fc.constantFrom('totp', 'hotp'),
    algorithm: fc.constantFrom(...hashAlgorithms),
    digits: fc.constantFrom(6, 8),
    count: fc.constant(codesARun),
    small: fc.bigInt({ min: 0n, max: 2n ** 40n }),
    large: fc.bigInt({ min: 2n ** 53n, max: 2n ** 55n }),
    beyond: fc.boolean(),
  })
  .map(({ small, large, beyond, ...drawn }) => ({
    ...drawn,
    algorithm: drawn.kind === 'hotp' ? 'sha1' : drawn.algorithm,
    from: beyond ? large : small,
  }));

describe('oathtool', () => {
  it(`agrees on ${runs * codesARun} random codes (seed ${seed})`, () => {
    let leadingZeros = 0;
    const agree = fc.property(series, (drawn) => {
      const ours = Array.from({ length: drawn.count }, (_, offset) =>
        codeAt(drawn.secret, drawn, drawn.from + BigInt(offset)),
      );
      expect(ours).toEqual(oathtoolCodes(drawn));
      leadingZeros += ours.filter((code) => code.startsWith('0')).length;
    });
    fc.assert(agree, { seed, numRuns: runs });
    expect(leadingZeros).toBeGreaterThan(0);
  });

  it('agrees on the last counters of 63 bits', () => {
    const last: CodeSeries = {
      secret: rfc4226Secret,
      kind: 'hotp',
      algorithm: 'sha1',
      digits: 8,
      from: 2n ** 63n - 11n,
      count: 10,
    };
    const ours = Array.from({ length: 10 }, (_, at) =>
      codeAt(last.secret, last, last.from + BigInt(at)),
    );
    expect(ours).toEqual(oathtoolCodes(last));
  });
});
