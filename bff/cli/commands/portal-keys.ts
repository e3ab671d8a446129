import {
  createHash,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Failure } from '../failure.ts';
import type { Terminal } from '../terminal.ts';

/** As many as the hash of HMAC-SHA-256 has (RFC 2104 section 3). */
const clientKeyBytes = 32;
const clientIdPattern = /^[a-z0-9][a-z0-9-]{0,31}$/;
const keyIdBytes = 4;

interface FreshKeys {
  kid: string;
  privateKey: KeyObject;
  privateJwk: JsonWebKey;
  publicJwks: string;
}

/** `otp-madoguchi keys portal` and `keys client`: the keys that the portal's servers hold. */
export function addPortalKeys(keys: Command, terminal: Terminal): void {
  keys
    .command('portal')
    .description('make the key pair (P-256) with which the portal signs, and its JWKS for us')
    .option('--out <folder>', 'write files there, the private ones readable by their owner alone')
    .action(({ out }: { out?: string }) => {
      const made = makePortalKeys();
      terminal.print(out === undefined ? describe(made) : write(out, made));
    });
  keys
    .command('client <id>')
    .description('print an entry of OTP_SERVER_CLIENTS with a fresh key')
    .action((id: string) => {
      terminal.print(`${JSON.stringify(makeClient(id), null, 2)}\n`);
    });
}

/** ES256 (RFC 7518 section 3.4). The `kid` is the key's thumbprint (RFC 7638), so no two are alike. */
function makePortalKeys(): FreshKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { crv, kty, x, y } = publicKey.export({ format: 'jwk' });
  const required = JSON.stringify({ crv, kty, x, y });
  const kid = createHash('sha256').update(required).digest('base64url');
  const named = { kid, alg: 'ES256', use: 'sig' };
  return {
    kid,
    privateKey,
    privateJwk: { ...privateKey.export({ format: 'jwk' }), ...named },
    publicJwks: JSON.stringify({ keys: [{ kty, crv, x, y, ...named }] }),
  };
}

function describe({ privateJwk, publicJwks }: FreshKeys): string {
  return [
    'The portal signs with this private key; keep it in its secret store:',
    JSON.stringify(privateJwk),
    'The service checks with the public one:',
    `OTP_PORTAL_JWKS=${publicJwks}`,
    '',
  ].join('\n');
}

/** One key in the forms that libraries read: JWK (jose, nimbus), PKCS #8 (the JDK, .NET). */
function write(folder: string, { kid, privateKey, privateJwk, publicJwks }: FreshKeys): string {
  const files = [
    ['portal-key.jwk.json', JSON.stringify(privateJwk), 0o600],
    ['portal-key.pem', String(privateKey.export({ format: 'pem', type: 'pkcs8' })), 0o600],
    ['portal-jwks.json', publicJwks, 0o644],
  ] as const;
  try {
    mkdirSync(folder, { recursive: true });
    // `wx`: a key that is in use is never written over.
    for (const [name, text, mode] of files)
      writeFileSync(join(folder, name), text, { mode, flag: 'wx' });
  } catch (cause) {
    throw new Failure(
      `Files can't be written into ${folder}: it must be writable, and have no key yet`,
      { cause },
    );
  }
  return [
    `kid ${kid}`,
    `${join(folder, 'portal-key.jwk.json')} or ${join(folder, 'portal-key.pem')}: for the portal alone`,
    `${join(folder, 'portal-jwks.json')}: name it in OTP_PORTAL_JWKS_FILE`,
    '',
  ].join('\n');
}

/** As `OTP_SERVER_CLIENTS` lists them: may end sessions, and ask no codes until purposes are named. */
function makeClient(id: string) {
  if (!clientIdPattern.test(id)) throw new Failure('A client id is 1 to 32 of a-z 0-9 -');
  const keyId = `${id}-${randomBytes(keyIdBytes).toString('hex')}`;
  const key = randomBytes(clientKeyBytes).toString('base64');
  return { id, keys: [{ keyId, key }], corporations: 'all', purposes: [], sessions: true };
}
