import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateJwkThumbprint, CompactSign, importJWK, importPKCS8, type JWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitCodes, runCli } from '../../../../bff/cli/program.ts';
import { createAssertionVerifier } from '../../../../bff/portal/assertion.ts';
import { goodClaims } from '../../../support/portal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otp-keys-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('keys portal', () => {
  it('writes a key that signs and a JWKS that the service checks it with', async () => {
    expect((await run('keys', 'portal', '--out', folder)).code).toBe(exitCodes.done);
    const { keys } = JSON.parse(read('portal-jwks.json')) as { keys: JWK[] };
    const privateJwk = JSON.parse(read('portal-key.jwk.json')) as JWK;
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty('d');
    expect(keys[0]?.kid).toBe(await calculateJwkThumbprint(privateJwk));
    const verifier = createAssertionVerifier({
      issuer: 'https://portal.test',
      audience: 'otp-madoguchi',
      algorithm: 'ES256',
      jwks: { keys },
    });
    const now = Date.now();
    for (const key of [
      await importJWK(privateJwk, 'ES256'),
      await importPKCS8(read('portal-key.pem'), 'ES256'),
    ]) {
      const header = { alg: 'ES256', typ: 'otp-assertion+jwt', kid: String(keys[0]?.kid) };
      const assertion = await new CompactSign(Buffer.from(JSON.stringify(goodClaims(now))))
        .setProtectedHeader(header)
        .sign(key);
      expect((await verifier.verify(assertion, now)).customerId).toBe('M1');
    }
  });

  it('lets nobody else read the private key, and prints none of it', async () => {
    const { printed } = await run('keys', 'portal', '--out', join(folder, 'new'));
    for (const name of ['portal-key.jwk.json', 'portal-key.pem'])
      expect(statSync(join(folder, 'new', name)).mode & 0o777).toBe(0o600);
    const { d } = JSON.parse(read('new/portal-key.jwk.json')) as JWK;
    expect(printed).not.toContain(d);
    expect(printed).toContain('OTP_PORTAL_JWKS_FILE');
  });

  it('never writes over a key', async () => {
    await run('keys', 'portal', '--out', folder);
    const before = read('portal-key.jwk.json');
    const again = await run('keys', 'portal', '--out', folder);
    expect(again.code).toBe(exitCodes.refused);
    expect(again.complained).toMatch(/^Files can't be written into .* have no key yet\n$/);
    expect(read('portal-key.jwk.json')).toBe(before);
  });

  it('prints both where no folder is named', async () => {
    const { printed } = await run('keys', 'portal');
    expect(printed).toContain('"d":');
    expect(printed).toMatch(/^OTP_PORTAL_JWKS=\{"keys":\[\{(?!.*"d").*\}\]\}$/m);
  });
});

describe('keys client', () => {
  it('prints an entry that may end sessions and ask no codes', async () => {
    const { code, printed } = await run('keys', 'client', 'portal');
    expect(code).toBe(exitCodes.done);
    const entry = JSON.parse(printed) as { keys: { keyId: string; key: string }[] };
    expect(entry).toMatchObject({
      id: 'portal',
      corporations: 'all',
      purposes: [],
      sessions: true,
    });
    expect(Buffer.from(entry.keys[0]?.key ?? '', 'base64')).toHaveLength(32);
    expect((await run('keys', 'client', 'portal')).printed).not.toBe(printed);
  });

  it('refuses an id that the configuration would refuse', async () => {
    const { code, complained } = await run('keys', 'client', 'Portal 1');
    expect([code, complained]).toEqual([
      exitCodes.refused,
      'A client id is 1 to 32 of a-z 0-9 -\n',
    ]);
  });
});

async function run(...args: string[]) {
  const said = { printed: '', complained: '' };
  const code = await runCli(args, {
    env: {},
    print: (text) => (said.printed += text),
    complain: (text) => (said.complained += text),
  });
  return { code, ...said };
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}
