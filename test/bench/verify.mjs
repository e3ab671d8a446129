// Verifications a second through HTTP with durable commits, at 1, 16 and 64 connections, beside a
// bare Hono JSON route in the same run. Every verification is a signed request with a right code of a
// token of its own: three HMACs, a spent step, an audit entry and a kept verdict, answered after the
// fsync. At the end it tells what of that the signature cost. Run with
//   npm run bench:verify
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { exportJWK, generateKeyPair } from 'jose';
import { genesisHash } from '../../dist/bff/audit/chain.js';
import { stepAt } from '../../dist/bff/otp/time-step.js';
import { codeAt } from '../../dist/bff/otp/totp.js';
import { corporation, member, registration, token } from '../../dist/bff/store/schema/index.js';
import { openDatabase } from '../../dist/bff/store/sqlite/open.js';
import { KeyRing } from '../../dist/bff/vault/key-ring.js';
import { SecretBox } from '../../dist/bff/vault/secret-box.js';
import { clientList, costOfSignature, createClient, signed } from './signature.mjs';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'otp-bench-'));
const databaseUrl = `file:${join(folder, 'bench.db')}`;
const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const connectionCounts = [1, 16, 64];
const corporations = 100;
const tokensEach = 400;
const profile = { kind: 'totp', algorithm: 'sha1', digits: 6, period: 30 };
const vaultKey = randomBytes(32);
const fingerprintKey = randomBytes(32);
const client = createClient();
const ports = { service: 4811, bare: 4812, open: 4813 };
const bareServer = 'test/bench/bare-server.mjs';
/** Of a verification's processor time; the signature may have so much. */
const largestShare = 1 / 12;

/** Rows as the operations would have left them; making 40,000 of them by hand would take hours. */
async function seed() {
  const vault = new SecretBox(
    new KeyRing('bench', [{ version: 1, key: vaultKey }], fingerprintKey),
  );
  const database = await openDatabase({ url: databaseUrl });
  const tokens = [];
  for (let c = 0; c < corporations; c += 1) {
    const corporationId = `C${c}`;
    const rows = Array.from({ length: tokensEach }, (_, index) => {
      const secret = randomBytes(20);
      const row = { corporationId, tokenId: `T${c}-${index}`, ...profile };
      tokens.push({ corporationId, customerId: `U${index}`, secret });
      const { sealed, keyVersion } = vault.seal(row, secret);
      return { ...row, sealedSecret: sealed, keyVersion, lastStep: -1n, drift: 0, state: 'held' };
    });
    await database.write(async (tx) => {
      const auditHash = genesisHash('bench', corporationId);
      await tx
        .insert(corporation)
        .values({ corporationId, name: 'x', mode: 'separate', auditHash });
      await tx.insert(token).values(rows);
      const members = rows.map((_, index) => ({
        corporationId,
        customerId: `U${index}`,
        name: 'x',
        nameFolded: 'x',
        role: index === 0 ? 'administrator' : 'general',
        rank: index === 0 ? 0 : 1,
      }));
      await tx.insert(member).values(members);
      const held = rows.map(({ tokenId }, index) => ({
        corporationId,
        tokenId,
        customerId: `U${index}`,
        // No corporation is in separate mode without its master's token.
        holderKind: index === 0 ? 'master' : 'user',
        mode: 'separate',
        registeredAt: 0,
      }));
      await tx.insert(registration).values(held);
    });
  }
  await database.close();
  // Neighbours in the load belong to different corporations, as they do in a bank.
  return tokens.sort((a, b) => Number(a.customerId.slice(1)) - Number(b.customerId.slice(1)));
}

async function start(script, port) {
  const { publicKey } = await generateKeyPair('ES256');
  const env = {
    ...process.env,
    OTP_ENVIRONMENT: 'bench',
    OTP_DATABASE_URL: databaseUrl,
    // The bare server knows one port alone.
    OTP_PORT: String(script === bareServer ? port : ports.open),
    OTP_SERVER_PORT: String(port),
    OTP_SERVER_CLIENTS: clientList(client),
    OTP_ORIGIN: 'https://bank.example',
    OTP_VAULT_KEYS: `1:${vaultKey.toString('base64')}`,
    OTP_FINGERPRINT_KEY: fingerprintKey.toString('base64'),
    OTP_PORTAL_ISSUER: 'https://bank.example',
    OTP_PORTAL_ALGORITHM: 'ES256',
    OTP_PORTAL_JWKS: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: '1' }] }),
    OTP_LOG_LEVEL: 'error',
  };
  const child = spawn(process.execPath, [join(root, script)], { env, stdio: 'inherit' });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/livez`).catch(() => undefined);
    if (answer !== undefined) return child;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${script} did not start`);
}

async function stop(child) {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Each request asks about a token that nobody asked about before, under a key of its own. */
function nextRequest(tokens) {
  const { corporationId, customerId, secret } = tokens.pop() ?? fail('out of tokens');
  const code = codeAt(secret, profile, stepAt(Date.now(), profile.period));
  const body = JSON.stringify({ corporationId, customerId, purpose: 'bench', code });
  return { body, headers: signed(client, body) };
}

async function measure(port, connections, tokens) {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/verifications`,
    connections,
    duration: seconds,
    method: 'POST',
    requests: [{ setupRequest: (request) => ({ ...request, ...nextRequest(tokens) }) }],
  });
  if (result.non2xx > 0 || result.errors > 0) {
    fail(`${result.non2xx} refused, ${result.errors} failed at ${connections} connections`);
  }
  const { average: rate, total } = result.requests;
  return { rate, total, p99: result.latency.p99 };
}

/**
 * Processor time that a process has used, in µs; Linux counts it in hundredths of a second. On a
 * shared machine it says more than a rate does.
 */
function processorTime({ pid }) {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ').slice(13, 15);
  return (Number(user) + Number(system)) * 10_000;
}

function fail(message) {
  throw new Error(message);
}

const tokens = await seed();
// The bare route takes the same bodies, but spends nothing: any token will do for it again.
const endless = { pop: () => tokens[0] };
const rows = [];
const service = await start('dist/bff/main.js', ports.service);
const bare = await start(bareServer, ports.bare);
await measure(ports.bare, 16, endless);
await measure(ports.service, 16, tokens);
for (const connections of connectionCounts) {
  const yardstick = await measure(ports.bare, connections, endless);
  const begun = processorTime(service);
  const verified = await measure(ports.service, connections, tokens);
  const used = processorTime(service) - begun;
  rows.push({
    connections,
    'verifications/s': Math.round(verified.rate),
    'p99 ms': verified.p99,
    'µs of processor': Math.round(used / verified.total),
    'bare route/s': Math.round(yardstick.rate),
    ratio: (verified.rate / yardstick.rate).toFixed(3),
  });
}
await stop(service);
await stop(bare);
console.table(rows);
const signature = costOfSignature();
const least = Math.min(...rows.map((row) => row['µs of processor']));
const share = signature / least;
console.log(
  `signed request: ${signature.toFixed(1)} µs of processor to check a signature, ` +
    `1/${(1 / share).toFixed(0)} of a verification (at most 1/${1 / largestShare})`,
);
if (share > largestShare) process.exitCode = 1;
rmSync(folder, { recursive: true });
