// The sample of docs/samples/portal beside a service of its own, both as processes, set up with the
// commands that the documentation names and nothing else.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { runCli } from '../../bff/cli/program.ts';
import { BrowserJar } from './browser-jar.ts';

const root = join(import.meta.dirname, '../..');
const issuer = 'https://portal.sample.example';
const patience = 20_000;

export const samplePassword = 'sample';

/** Two corporations of one master and one user each. */
export const people = ['MIHON', 'REIDAI'].flatMap((corporationId) => {
  const prefix = corporationId.toLowerCase();
  const names = { corporationId, password: samplePassword };
  return [
    { ...names, customerId: `${prefix}0001`, name: '管理 花子', isMaster: true },
    { ...names, customerId: `${prefix}0002`, name: '利用 太郎', isMaster: false },
  ];
});

export interface SamplePortal extends AsyncDisposable {
  /** Where a browser goes. */
  origin: string;
  /** Where the portal reaches the service, past its own proxy. */
  service: string;
  /** The service's listener for servers. */
  server: string;
  browser(): BrowserJar;
}

type Env = Record<string, string>;

/** What is started: the sources, or what a package brings. Arguments of Node. */
export interface SamplePrograms {
  service: string[];
  portal: string;
}

const sources: SamplePrograms = {
  service: ['--conditions=source', join(root, 'bff/main.ts')],
  portal: join(root, 'docs/samples/portal/main.mjs'),
};

export async function openSamplePortal(programs = sources): Promise<SamplePortal> {
  const folder = mkdtempSync(join(tmpdir(), 'otp-sample-'));
  const processes: ChildProcess[] = [];
  const close = async () => {
    for (const one of processes.reverse()) await stop(one);
    rmSync(folder, { recursive: true });
  };
  try {
    const port = await freePort();
    const origin = `http://localhost:${String(port)}`;
    const { env, clientKey } = await setUp(folder, origin);
    const listening = await start(processes, programs.service, env, /"port":/);
    const { port: own, serverPort } = JSON.parse(listening) as { port: number; serverPort: number };
    const service = `http://127.0.0.1:${String(own)}`;
    const server = `http://127.0.0.1:${String(serverPort)}`;
    const peopleFile = join(folder, 'people.json');
    writeFileSync(peopleFile, JSON.stringify(people));
    const portalEnv = {
      PORTAL_PORT: String(port),
      PORTAL_ISSUER: issuer,
      PORTAL_KEY_FILE: join(folder, 'keys/portal-key.jwk.json'),
      PORTAL_CLIENT_KEY: clientKey,
      PORTAL_PEOPLE_FILE: peopleFile,
      PORTAL_OTP_SERVICE: service,
      PORTAL_OTP_SERVER: server,
    };
    await start(processes, [programs.portal], portalEnv, /^http:/);
    return {
      origin,
      service,
      server,
      browser: () => new BrowserJar(origin),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The installation as README describes it; answers what the service is started with. */
async function setUp(folder: string, origin: string): Promise<{ env: Env; clientKey: string }> {
  const run = async (env: Env, ...args: string[]): Promise<string> => {
    let said = '';
    const tell = (text: string) => (said += text);
    const code = await runCli(args, { env, print: tell, complain: tell });
    if (code !== 0) throw new Error(`otp-madoguchi ${args.join(' ')}: ${said}`);
    return said;
  };
  await run({}, 'keys', 'portal', '--out', join(folder, 'keys'));
  const printed = await run({}, 'keys', 'client', 'portal');
  const client = JSON.parse(printed) as { keys: [{ keyId: string; key: string }] };
  const fresh = (await run({}, 'keys', 'new')).trim().split('\n');
  const env = {
    ...Object.fromEntries(fresh.map((line) => /^(\w+)=(.*)$/.exec(line)?.slice(1) ?? [])),
    OTP_ENVIRONMENT: 'sample',
    OTP_DATABASE_URL: `file:${join(folder, 'counter.db')}`,
    OTP_ORIGIN: origin,
    OTP_PORT: '0',
    OTP_SERVER_PORT: '0',
    OTP_SERVER_CLIENTS: JSON.stringify([client]),
    OTP_PORTAL_ISSUER: issuer,
    OTP_PORTAL_JWKS_FILE: join(folder, 'keys/portal-jwks.json'),
  };
  for (const corporationId of new Set(people.map((one) => one.corporationId))) {
    await run(env, 'corporation', 'add', corporationId, '--name', '見本商事株式会社');
    const path = join(folder, `${corporationId}.csv`);
    writeFileSync(path, directoryOf(corporationId));
    await run(env, 'members', 'sync', path, '--corporation', corporationId);
  }
  const [{ keyId, key }] = client.keys;
  return { env, clientKey: `${keyId}:${key}` };
}

function directoryOf(corporationId: string): string {
  const rows = people
    .filter((one) => one.corporationId === corporationId)
    .map(({ customerId, name, isMaster }) =>
      [customerId, name, isMaster ? 'administrator' : 'general', isMaster].join(','),
    );
  return ['customerId,name,role,master', ...rows, ''].join('\n');
}

/** Starts a process and waits for the line that tells it listens. */
async function start(
  processes: ChildProcess[],
  args: string[],
  env: Env,
  sign: RegExp,
): Promise<string> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  processes.push(child);
  const told = new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      if (sign.test(line)) resolve(line);
    });
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${String(code)}`)));
  });
  const late = setTimeout(patience, undefined, { ref: false }).then(() => {
    throw new Error(`${args.join(' ')} does not listen`);
  });
  return Promise.race([told, late]);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** One that nobody had just now. The service must know the portal's origin before the portal opens. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
