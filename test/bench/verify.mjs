// What a verification costs, through HTTP with durable commits, beside a bare Hono JSON route in the same
// run: at 1, 16 and 64 connections. Every verification is a signed request with a right code of a token
// of its own: three HMACs, a spent step, an audit entry and a kept verdict, answered after the fsync.
//
// Rounds of both take turns, and medians are printed: the machine may be shared. A round is a number of
// requests and no time, so that a quick machine needs no more tokens than a slow one. At the end the
// bench tells which statements a verification runs, and what of it the signature costs. Run with
//   npm run bench:verify
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { exportJWK, generateKeyPair } from 'jose';
import { stepAt } from '../../dist/bff/otp/time-step.js';
import { codeAt } from '../../dist/bff/otp/totp.js';
import { createKeys, environment, profile, seed } from './seed.mjs';
import { processorTime, start, stop } from './servers.mjs';
import { clientList, costOfSignature, createClient, signed } from './signature.mjs';

const folder = mkdtempSync(join(tmpdir(), 'otp-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

const databaseUrl = `file:${join(folder, 'bench.db')}`;
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
/** Requests of a round; with one connection fewer, for each waits for its fsync. */
const loads = [
  { connections: 1, requests: 500 },
  { connections: 16, requests: 4000 },
  { connections: 64, requests: 4000 },
];
const warmUp = { connections: 16, requests: 4000 };
const counted = { connections: 16, requests: 1000 };
const corporations = 100;
const keys = createKeys();
const client = createClient();
const ports = { service: 4811, bare: 4812, open: 4813 };
const bareServer = 'test/bench/bare-server.mjs';
const serviceScript = 'dist/bff/main.js';
/** Of a verification's processor time; the signature may have so much. */
const largestShare = 1 / 12;

async function serviceEnv() {
  const { publicKey } = await generateKeyPair('ES256');
  return {
    OTP_ENVIRONMENT: environment,
    OTP_DATABASE_URL: databaseUrl,
    OTP_PORT: String(ports.open),
    OTP_SERVER_PORT: String(ports.service),
    OTP_SERVER_CLIENTS: clientList(client),
    OTP_ORIGIN: 'https://bank.example',
    OTP_VAULT_KEYS: `1:${keys.vaultKey.toString('base64')}`,
    OTP_FINGERPRINT_KEY: keys.fingerprintKey.toString('base64'),
    OTP_PORTAL_ISSUER: 'https://bank.example',
    OTP_PORTAL_ALGORITHM: 'ES256',
    OTP_PORTAL_JWKS: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: '1' }] }),
    OTP_LOG_LEVEL: 'error',
  };
}

/** A request with a right code, under a key of its own. */
function requestOf({ corporationId, customerId, secret }) {
  const code = codeAt(secret, profile, stepAt(Date.now(), profile.period));
  const body = JSON.stringify({ corporationId, customerId, purpose: 'bench', code });
  return { body, headers: signed(client, body) };
}

/** One round at one server: `next` names whose code is sent. */
async function measure(server, port, { connections, requests }, next) {
  const begun = processorTime(server);
  const clock = performance.now();
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/verifications`,
    connections,
    amount: requests,
    method: 'POST',
    requests: [{ setupRequest: (request) => ({ ...request, ...requestOf(next()) }) }],
  });
  const seconds = (performance.now() - clock) / 1000;
  if (result['2xx'] !== requests) {
    const { non2xx, errors } = result;
    throw new Error(`${non2xx} refused, ${errors} failed at ${connections} connections`);
  }
  const processor = (processorTime(server) - begun) / requests;
  return { rate: requests / seconds, processor, p99: result.latency.p99 };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Rounds of the bare route and of the service by turns. */
async function compare(load, { bare, service }, next, anybody) {
  const pairs = [];
  for (let round = 0; round < rounds; round += 1) {
    const yardstick = await measure(bare, ports.bare, load, anybody);
    pairs.push({ yardstick, verified: await measure(service, ports.service, load, next) });
  }
  const of = (read) => median(pairs.map(read));
  return {
    connections: load.connections,
    'verifications/s': Math.round(of(({ verified }) => verified.rate)),
    'p99 ms': of(({ verified }) => verified.p99),
    'µs of processor': Math.round(of(({ verified }) => verified.processor)),
    'bare route/s': Math.round(of(({ yardstick }) => yardstick.rate)),
    'bare µs': Math.round(of(({ yardstick }) => yardstick.processor)),
    ratio: of(({ verified, yardstick }) => verified.rate / yardstick.rate).toFixed(3),
  };
}

/** Statements a verification, by their texts, from a service that counts them. */
async function countStatements(env, next) {
  const file = join(folder, 'statements.json');
  const preload = join(import.meta.dirname, 'count-statements.mjs');
  const service = await start(serviceScript, {
    port: ports.service,
    env: { ...env, BENCH_STATEMENTS: file },
    nodeOptions: ['--import', preload],
  });
  await measure(service, ports.service, counted, next);
  await stop(service);
  const each = JSON.parse(readFileSync(file, 'utf8'))
    .map(([sql, times]) => ({ sql, each: times / counted.requests }))
    // What the start and the end of a service run is seldom run again.
    .filter((statement) => statement.each > 0.02);
  const isFrame = ({ sql }) => /^(?:begin|commit|savepoint|release)\b/i.test(sql);
  return { statements: each.filter((one) => !isFrame(one)), frame: each.filter(isFrame) };
}

function printStatements({ statements, frame }) {
  const sum = (list) => list.reduce((total, { each }) => total + each, 0).toFixed(1);
  console.log(
    `${sum(statements)} statements a verification, and ${sum(frame)} that begin and end its ` +
      `transaction (at ${counted.connections} connections):`,
  );
  for (const { sql, each } of [...statements, ...frame]) {
    const short = sql.replaceAll('"', '').replace(/\s+/g, ' ');
    console.log(`  ${each.toFixed(2)}  ${short.length > 100 ? `${short.slice(0, 99)}…` : short}`);
  }
}

function printSignature(rows) {
  const signature = costOfSignature();
  const share = signature / Math.min(...rows.map((row) => row['µs of processor']));
  console.log(
    `signed request: ${signature.toFixed(1)} µs of processor to check a signature, ` +
      `1/${(1 / share).toFixed(0)} of a verification (at most 1/${1 / largestShare})`,
  );
  if (share > largestShare) process.exitCode = 1;
}

const loaded = loads.reduce((sum, { requests }) => sum + requests * rounds, 0);
const needed = loaded + warmUp.requests + counted.requests;
const tokensEach = Math.ceil(needed / corporations);
const people = await seed(databaseUrl, keys, { corporations, tokensEach });
const [anyone] = people;
const next = () => people.pop();
// The bare route takes the same bodies, but spends nothing: any token will do for it again.
const anybody = () => anyone;

const env = await serviceEnv();
const service = await start(serviceScript, { port: ports.service, env });
const bare = await start(bareServer, { port: ports.bare, env: { OTP_PORT: String(ports.bare) } });
await measure(bare, ports.bare, warmUp, anybody);
await measure(service, ports.service, warmUp, next);
const rows = [];
for (const load of loads) rows.push(await compare(load, { bare, service }, next, anybody));
await stop(bare);
await stop(service);
console.table(rows);
printStatements(await countStatements(env, next));
printSignature(rows);
