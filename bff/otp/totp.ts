import { counterToBytes, createCryptoContext, dynamicTruncate, truncateDigits } from '@otplib/core';
import { NobleCryptoPlugin } from 'otplib';
import type { TokenProfile } from './token.ts';

const crypto = createCryptoContext(new NobleCryptoPlugin());

/**
 * The code that a token shows at a moving factor: HOTP of RFC 4226 section 5.3, which RFC 6238
 * section 4.2 feeds with the time step.
 *
 * The parts of otplib are called one by one because its `generate` refuses counters above 2^53, and
 * real tokens count in 64 bits.
 */
export function codeAt(
  secret: Uint8Array,
  profile: Pick<TokenProfile, 'algorithm' | 'digits'>,
  movingFactor: bigint,
): string {
  const digest = crypto.hmacSync(profile.algorithm, secret, counterToBytes(movingFactor));
  return truncateDigits(dynamicTruncate(digest), profile.digits);
}
