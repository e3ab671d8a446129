import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Env } from '../../bff/config/env.ts';

/** What a service is started with, its database aside: a key of the portal's own each time. */
export function serviceEnv(
  databaseUrl: string,
  vaultKey: string = randomBytes(32).toString('base64'),
  fingerprintKey: string = randomBytes(32).toString('base64'),
): Env {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'portal', alg: 'ES256' };
  return {
    OTP_ENVIRONMENT: 'test',
    OTP_DATABASE_URL: databaseUrl,
    OTP_ORIGIN: 'https://bank.example',
    OTP_VAULT_KEYS: `1:${vaultKey}`,
    OTP_FINGERPRINT_KEY: fingerprintKey,
    OTP_PORTAL_ISSUER: 'https://bank.example',
    OTP_PORTAL_JWKS: JSON.stringify({ keys: [jwk] }),
  };
}
