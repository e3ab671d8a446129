// Starts the sample: node main.mjs
//
//   PORTAL_PORT            4620; the browser goes to http://localhost:4620, which is OTP_ORIGIN
//   PORTAL_ISSUER          OTP_PORTAL_ISSUER of the service
//   PORTAL_KEY_FILE        portal-key.jwk.json, from `otp-madoguchi keys portal --out FOLDER`
//   PORTAL_CLIENT_KEY      keyId:key, from `otp-madoguchi keys client ID`
//   PORTAL_PEOPLE_FILE     people.json, beside this file; a list of `Person` (visitors.mjs)
//   PORTAL_OTP_SERVICE     http://127.0.0.1:8080
//   PORTAL_OTP_SERVER      http://127.0.0.1:8081
import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { importJWK } from 'jose';
import { createPortal } from './portal.mjs';
import { createVisitors } from './visitors.mjs';
import { createOtpPortal } from './vouch.mjs';

const { env } = process;
const service = env.PORTAL_OTP_SERVICE ?? 'http://127.0.0.1:8080';
const jwk = readJson(needed('PORTAL_KEY_FILE'));
const [keyId = '', key = ''] = needed('PORTAL_CLIENT_KEY').split(':');

const otp = createOtpPortal({
  service,
  server: env.PORTAL_OTP_SERVER ?? 'http://127.0.0.1:8081',
  issuer: needed('PORTAL_ISSUER'),
  signingKey: /** @type {import('jose').CryptoKey} */ (await importJWK(jwk, 'ES256')),
  kid: jwk.kid,
  client: { keyId, key: Buffer.from(key, 'base64') },
});
const people = readJson(env.PORTAL_PEOPLE_FILE ?? new URL('people.json', import.meta.url));
const portal = createPortal({ visitors: createVisitors(people), otp, service });

const port = Number(env.PORTAL_PORT ?? '4620');
serve({ fetch: portal.fetch, port, hostname: '127.0.0.1' }, (address) => {
  console.log(`http://localhost:${String(address.port)}`);
});

/** @param {string} name */
function needed(name) {
  const value = env[name];
  if (value !== undefined) return value;
  console.error(`${name} is missing; the head of main.mjs tells what it is.`);
  process.exit(1);
}

/** @param {string | URL} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
