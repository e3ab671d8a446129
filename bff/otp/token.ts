import type { CodeDigits } from '../contract/code.ts';

/** TOTP (RFC 6238) counts time, HOTP (RFC 4226) counts presses of the button. */
export const tokenKinds = ['totp', 'hotp'] as const;
export type TokenKind = (typeof tokenKinds)[number];

export const hashAlgorithms = ['sha1', 'sha256', 'sha512'] as const;
export type HashAlgorithm = (typeof hashAlgorithms)[number];

/**
 * `stock`: handed to the corporation, held by nobody. `disabled`: held, but refused until the bank
 * acts. `retired`: never again.
 */
export const tokenStates = ['stock', 'held', 'disabled', 'retired'] as const;
export type TokenState = (typeof tokenStates)[number];

/** What came with the stock and never changes. */
export interface TokenProfile {
  kind: TokenKind;
  algorithm: HashAlgorithm;
  digits: CodeDigits;
  /** Seconds a time step lasts; 0 for HOTP. */
  period: number;
}

/** What moves with use. */
export interface TokenProgress {
  /** Newest accepted time step or counter; -1 before the first. */
  lastStep: bigint;
  /** Steps by which the token's clock is ahead (positive) or behind (negative); 0 for HOTP. */
  drift: number;
}
