/** What all our variables begin with. */
export const envPrefix = 'OTP_';

/** Variables whose value may stand in a file instead, named by `<name>_FILE`. */
export const secretNames = [
  'OTP_DATABASE_URL',
  'OTP_VAULT_KEYS',
  'OTP_PORTAL_JWKS',
  'OTP_SERVER_CLIENTS',
] as const;
export type SecretName = (typeof secretNames)[number];

/** The environment as it was found; nothing is checked yet. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The only place that reads `process.env`. */
export function readEnv(): Env {
  return { ...process.env };
}
