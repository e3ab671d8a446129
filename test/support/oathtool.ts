import { execFileSync } from 'node:child_process';
import type { HashAlgorithm, TokenKind } from '../../bff/otp/token.ts';

export interface CodeSeries {
  secret: Uint8Array;
  kind: TokenKind;
  /** HOTP: SHA-1 only, as oathtool has it. */
  algorithm: HashAlgorithm;
  digits: 6 | 8;
  /** Moving factor of the first code. */
  from: bigint;
  count: number;
}

/**
 * Codes in a row, computed by Debian's oathtool, a program that is not ours. For TOTP a step lasts
 * one second, so that the clock is the moving factor.
 *
 * @throws {Error} that says what to install where it is missing: no test passes without it.
 */
export function oathtoolCodes(series: CodeSeries): string[] {
  const moving =
    series.kind === 'hotp'
      ? ['--hotp', `--counter=${series.from}`]
      : [`--totp=${series.algorithm}`, '--time-step-size=1s', `--now=@${series.from}`];
  const args = [...moving, `--digits=${series.digits}`, `--window=${series.count - 1}`, '-'];
  const input = `${Buffer.from(series.secret).toString('hex')}\n`;
  return run(args, input).trim().split('\n');
}

function run(args: string[], input: string): string {
  try {
    return execFileSync('oathtool', args, { input, encoding: 'utf8' });
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (missing) throw new Error('oathtool is missing: apt-get install oathtool', { cause });
    throw cause;
  }
}
