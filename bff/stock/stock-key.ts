import { tokenIdPattern } from '../contract/token.ts';
import type { TokenProfile } from '../otp/token.ts';
import { StockError } from './stock-error.ts';

/** 128 bits (RFC 4226 section 4, R6). */
export const shortestSecret = 16;
/** The block of SHA-512: HMAC folds anything longer (RFC 2104 section 3). */
export const longestSecret = 128;
/** A signed 64-bit column; RFC 4226 counts in 64 bits. */
export const largestCounter = 2n ** 63n - 1n;
/** Steps either way; a token further off than that is broken. */
export const largestDrift = 20;

/** One token of a stock file. */
export interface StockKey extends TokenProfile {
  tokenId: string;
  secret: Uint8Array;
  /** HOTP: the counter of the code that the token shows next. TOTP: 0. */
  counter: bigint;
  /** Steps by which the maker measured the token's clock to be off; 0 for HOTP. */
  drift: number;
  /** Where the file says so; one-based. */
  line: number;
}

/**
 * The token id's own form of a printed serial number. Only a-z become capitals: what other
 * characters fold to must not make an acceptable id of an unacceptable one (A75).
 */
export function stockTokenId(serial: string, line: number): string {
  const tokenId = serial.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
  if (!tokenIdPattern.test(tokenId))
    throw new StockError('the serial number is not 4 to 32 of A-Z 0-9 -', line);
  return tokenId;
}

/** Refuses a file that hands out one token id twice. */
export function assertDistinct(keys: readonly StockKey[]): void {
  const seen = new Set<string>();
  for (const { tokenId, line } of keys) {
    if (seen.has(tokenId)) throw new StockError('the serial number came before', line);
    seen.add(tokenId);
  }
}
