import { describe, expect, it } from 'vitest';
import { codeAt, stepAt, type ToyToken } from '../../../demo/toy/toy-token.ts';

const hotp: ToyToken = {
  tokenId: 'MB0000000001',
  kind: 'hotp',
  algorithm: 'sha1',
  digits: 6,
  period: 0,
  secret: Buffer.from('12345678901234567890').toString('hex'),
};
const totp: ToyToken = { ...hotp, kind: 'totp', digits: 8, period: 30 };
const sha256: ToyToken = {
  ...totp,
  algorithm: 'sha256',
  secret: Buffer.from('12345678901234567890123456789012').toString('hex'),
};

describe('codeAt', () => {
  it.each([
    [0, '755224'],
    [1, '287082'],
    [2, '359152'],
    [9, '520489'],
  ])('shows the code of RFC 4226 at counter %i', async (counter, code) => {
    expect(await codeAt(hotp, counter)).toBe(code);
  });

  it.each([
    [59, totp, '94287082'],
    [1111111109, totp, '07081804'],
    [20000000000, totp, '65353130'],
    [59, sha256, '46119246'],
    [1111111109, sha256, '68084774'],
    [20000000000, sha256, '77737706'],
  ])('shows the code of RFC 6238 at second %i', async (seconds, token, code) => {
    expect(await codeAt(token, stepAt(token, seconds * 1000))).toBe(code);
  });
});
