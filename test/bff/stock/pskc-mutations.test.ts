import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPskc } from '../../../bff/stock/pskc.ts';
import { StockError } from '../../../bff/stock/stock-error.ts';
import { figure6, figure6Key, figure6Secret } from './rfc6030.ts';

const seed = randomInt(2 ** 31 - 1);
const original = Buffer.from(figure6);

/** One place of the file overwritten, cut out or doubled. */
const mutation = fc
  .record({
    at: fc.nat(original.length - 1),
    length: fc.integer({ min: 0, max: 40 }),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.constantFrom('<', '>', '&', '"', '</Key>', '<Secret/>', '<Key Id="1"/>').map(Buffer.from),
      fc.nat(original.length - 1).map((from) => original.subarray(from, from + 40)),
    ),
  })
  .map(({ at, length, put }) =>
    Buffer.concat([original.subarray(0, at), put, original.subarray(at + length)]),
  );

describe('a damaged stock file', () => {
  it(`is refused with a line, or gives the same secret (seed ${seed})`, () => {
    let refused = 0;
    const property = fc.property(mutation, (bytes) => {
      try {
        const keys = readPskc(bytes, { preSharedKey: figure6Key });
        expect(keys.map(({ secret }) => secret)).toEqual([new Uint8Array(figure6Secret)]);
      } catch (error) {
        if (!(error instanceof StockError)) throw error;
        expect(error.line).toBeGreaterThan(0);
        refused += 1;
      }
    });
    fc.assert(property, { seed, numRuns: 5000 });
    expect(refused).toBeGreaterThan(1000);
  });
});
