import { readFileSync } from 'node:fs';
import type { Env, SecretName } from './env.ts';

/** AES-256 (FIPS 197). */
export const vaultKeyBytes = 32;

/** A key of the vault. The last one of a list seals; the others only open. */
export interface VaultKey {
  /** Positive; written beside everything that the key seals. */
  version: number;
  /** Exactly 32 bytes. */
  key: Uint8Array;
}

/**
 * A secret's text: from the variable itself, or from the file that `<name>_FILE` names (trailing
 * line end dropped). Undefined if neither is set.
 *
 * @throws {Error} with a text fit for a list of faults, if both are set or the file can't be read.
 */
export function readSecret(env: Env, name: SecretName): string | undefined {
  const text = env[name];
  const path = env[`${name}_FILE`];
  if (path === undefined) return text;
  if (text !== undefined) throw new Error(`set either ${name} or ${name}_FILE, not both`);
  try {
    return readFileSync(path, 'utf8').trimEnd();
  } catch (cause) {
    throw new Error(`the file that ${name}_FILE names can't be read`, { cause });
  }
}

/**
 * Reads `1:base64,2:base64`: versions ascending, so that the last is the one in use.
 *
 * @throws {Error} that tells which entry is at fault, never its key.
 */
export function parseVaultKeys(text: string): VaultKey[] {
  const keys = text.split(',').map(parseVaultKey);
  const ascends = keys.every(({ version }, i) => version > (keys[i - 1]?.version ?? 0));
  if (!ascends) throw new Error('versions must be positive and ascend');
  return keys;
}

function parseVaultKey(entry: string, index: number): VaultKey {
  const [, version, base64] = /^\s*([0-9]{1,9}):([A-Za-z0-9+/_=-]+)\s*$/.exec(entry) ?? [];
  const key = base64 === undefined ? undefined : parseKey(base64, vaultKeyBytes);
  if (version === undefined || key?.length !== vaultKeyBytes)
    throw new Error(`entry ${index + 1} is not version:base64 of ${vaultKeyBytes} bytes`);
  return { version: Number(version), key };
}

/**
 * A key in base64 or base64url.
 *
 * @throws {Error} if it is shorter than `minimum` bytes or not base64.
 */
export function parseKey(base64: string, minimum: number): Uint8Array {
  const key = Buffer.from(base64, 'base64');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64) || key.length < minimum)
    throw new Error(`must be at least ${minimum} bytes in base64`);
  return new Uint8Array(key);
}
