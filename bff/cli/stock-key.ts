import type { Env } from '../config/env.ts';
import { Failure } from './failure.ts';
import { readInput } from './read-input.ts';

/** The pre-shared key of a stock file, in hex. Never an argument: those are seen by everybody. */
export const stockKeyVariable = 'OTP_STOCK_KEY';

/**
 * The key from a file or from the environment; undefined if neither is given.
 *
 * @throws {Failure} if both are given, or it is not 16 bytes in hex.
 */
export function readStockKey(env: Env, keyFile: string | undefined): Uint8Array | undefined {
  const variable = env[stockKeyVariable];
  if (keyFile !== undefined && variable !== undefined)
    throw new Failure(`Give either --key-file or ${stockKeyVariable}, not both`);
  const text = keyFile === undefined ? variable : Buffer.from(readInput(keyFile)).toString();
  if (text === undefined) return undefined;
  const hex = text.trim();
  if (!/^[0-9a-f]{32}$/i.test(hex))
    throw new Failure('The pre-shared key is not 32 hexadecimal digits');
  return new Uint8Array(Buffer.from(hex, 'hex'));
}
