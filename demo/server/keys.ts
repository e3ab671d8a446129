import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';

/** The demo's own secrets, made once and kept in its data folder. */
export interface DemoKeys {
  vaultKey: Uint8Array;
  fingerprintKey: Uint8Array;
  /** The portal signs with it. */
  signingKey: CryptoKey;
  /** What the counter checks with. */
  publicKey: JWK;
}

interface KeyFile {
  vaultKey: string;
  /** Absent in a fresh one, and in a file of an earlier version. */
  fingerprintKey?: string;
  signingKey: JWK;
}

export async function openKeys(folder: string): Promise<DemoKeys> {
  const path = join(folder, 'keys.json');
  const kept = readKeys(path) ?? (await makeKeys());
  const fingerprintKey = kept.fingerprintKey ?? makeKey();
  // The fingerprints of tokens that are there already are another key's: the demo imports none later.
  if (kept.fingerprintKey === undefined) writeKeys(path, { ...kept, fingerprintKey });
  const { vaultKey, signingKey } = kept;
  const { kty, crv, x, y, kid, alg, use } = signingKey;
  const key = await importJWK(signingKey, 'ES256');
  if (key instanceof Uint8Array) throw new Error(`${path} holds no ES256 key`);
  return {
    vaultKey: bytesOf(vaultKey),
    fingerprintKey: bytesOf(fingerprintKey),
    signingKey: key,
    publicKey: { kty, crv, x, y, kid, alg, use },
  };
}

function readKeys(path: string): KeyFile | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as KeyFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function makeKeys(): Promise<KeyFile> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    vaultKey: makeKey(),
    signingKey: { ...(await exportJWK(privateKey)), kid: 'portal', alg: 'ES256', use: 'sig' },
  };
}

function writeKeys(path: string, keys: KeyFile): void {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  writeFileSync(path, JSON.stringify(keys), { mode: 0o600 });
}

function makeKey(): string {
  return randomBytes(32).toString('base64');
}

function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
