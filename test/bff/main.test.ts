// The real process: started as an operator starts it, asked over a socket, stopped by a signal.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { createTestPortal } from '../support/portal.ts';
import { clientList, everyPurpose, PortalServer } from '../support/portal-server.ts';

const main = join(import.meta.dirname, '../../bff/main.ts');
const { config, jwks } = await createTestPortal();

type Line = Record<string, unknown>;

/** A process with a database of its own; killed with its test if it still runs. */
async function start(env: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'otp-main-'));
  const databaseUrl = `file:${join(folder, 'otp.db')}`;
  const process_ = spawn(process.execPath, ['--conditions=source', main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      OTP_ENVIRONMENT: 'test',
      OTP_DATABASE_URL: databaseUrl,
      OTP_PORT: '0',
      OTP_ORIGIN: 'https://bank.test',
      OTP_VAULT_KEYS: `1:${randomBytes(32).toString('base64')}`,
      OTP_FINGERPRINT_KEY: randomBytes(32).toString('base64'),
      OTP_PORTAL_ISSUER: config.issuer,
      OTP_PORTAL_JWKS: JSON.stringify(jwks),
      ...env,
    },
  });
  const exited = once(process_, 'close') as Promise<[number | null, string | null]>;
  const lines: Line[] = [];
  const errors: string[] = [];
  process_.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  createInterface(process_.stdout).on('line', (line) => lines.push(JSON.parse(line) as Line));
  return {
    databaseUrl,
    exited,
    lines,
    errors,
    stop: (signal: NodeJS.Signals) => process_.kill(signal),
    /** The address of the listener for browsers, or of another one, once it listens. */
    listening: async (port: 'port' | 'serverPort' = 'port') => {
      await expect.poll(() => lines.some(isListening), { timeout: 15_000 }).toBe(true);
      return `http://127.0.0.1:${String(lines.find(isListening)?.[port])}`;
    },
    [Symbol.asyncDispose]: async () => {
      process_.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

function isListening({ msg }: Line): boolean {
  return msg === 'service listening';
}

describe('the process', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'serves until %s, then ends in order',
    async (signal) => {
      await using service = await start();
      const url = await service.listening();
      expect((await fetch(`${url}/readyz`)).status).toBe(204);
      expect((await fetch(`${url}/otp/v1/session`)).status).toBe(401);
      service.stop(signal);
      expect(await service.exited).toEqual([0, null]);
      expect(service.lines.map(({ msg }) => msg).slice(-2)).toEqual([
        'service stopping',
        'service stopped',
      ]);
      expect(service.lines.at(-1)).toMatchObject({ clean: true });
      expect(service.errors).toEqual([]);
    },
  );

  test('lets a request that has begun finish before it ends', async () => {
    await using service = await start();
    const url = await service.listening();
    // The server's 100 Continue shows that it has begun.
    const headers = { 'Content-Type': 'application/json', Expect: '100-continue' };
    const asking = request(`${url}/otp/v1/session`, {
      method: 'POST',
      headers: { ...headers, 'X-Otp-Client': 'test' },
    });
    const answered = once(asking, 'response') as Promise<[IncomingMessage]>;
    asking.flushHeaders();
    await once(asking, 'continue');
    service.stop('SIGTERM');
    const stopping = () => service.lines.some(({ msg }) => msg === 'service stopping');
    await expect.poll(stopping, { timeout: 10_000 }).toBe(true);
    asking.end('{"assertion":"x"}');
    const [answer] = await answered;
    expect(answer.statusCode).toBe(401);
    answer.resume();
    expect(await service.exited).toEqual([0, null]);
    expect(service.lines.at(-1)).toMatchObject({ msg: 'service stopped', clean: true });
  });

  test.each([
    ['a file in no folder', 'file:/nowhere/otp.db', 'its folder does not exist'],
    ['a folder', `file:${tmpdir()}`, 'it is a folder'],
    ['a file of another kind', `file:${main}`, 'is no database'],
    ['the other dialect', 'postgres://127.0.0.1/otp', '--conditions=pg'],
  ])('tells in a sentence that it was given %s', async (_, url, sentence) => {
    await using service = await start({ OTP_DATABASE_URL: url });
    expect(await service.exited).toEqual([1, null]);
    expect(service.errors.join('')).toContain(sentence);
    expect(service.errors.join('').trim().split('\n')).toHaveLength(1);
  });

  test('tells in a sentence that another process has its file', async () => {
    await using first = await start();
    await first.listening();
    await using second = await start({ OTP_DATABASE_URL: first.databaseUrl });
    expect(await second.exited).toEqual([1, null]);
    expect(second.errors.join('')).toMatch(/^The database file \S+ is in use .* for several\.\n$/);
  });

  test('serves browsers and the servers of the portal apart, and stops both', async () => {
    const server = new PortalServer(everyPurpose());
    const clients = { OTP_SERVER_PORT: '0', OTP_SERVER_CLIENTS: clientList(server.client) };
    await using service = await start(clients);
    const open = await service.listening();
    const closed = await service.listening('serverPort');
    expect(service.lines.find(isListening)).toMatchObject({ host: '127.0.0.1' });
    const app = { request: (path: string, init: RequestInit) => fetch(`${closed}${path}`, init) };
    const asked = { corporationId: 'C0001', customerId: 'M1', code: '123456' };
    expect(await server.verify(app, asked)).toMatchObject({ status: 404, code: 'not-found' });
    expect((await fetch(`${closed}/verifications`, { method: 'POST' })).status).toBe(401);
    for (const path of ['/livez', '/readyz']) {
      expect((await fetch(`${closed}${path}`)).status).toBe(204);
      expect((await fetch(`${open}${path}`)).status).toBe(404);
    }
    service.stop('SIGTERM');
    expect(await service.exited).toEqual([0, null]);
    expect(service.lines.at(-1)).toMatchObject({ msg: 'service stopped', clean: true });
  });

  test('is not to be reached from beyond this machine unless OTP_HOST says so', async () => {
    const beyond = Object.values(networkInterfaces())
      .flatMap((addresses = []) => addresses)
      .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
    for (const [host, reached] of [
      [undefined, false],
      ['0.0.0.0', true],
    ] as const) {
      await using service = await start(host === undefined ? {} : { OTP_HOST: host });
      const { port } = new URL(await service.listening());
      // A machine without a network shows it of its own second address.
      const url = `http://${beyond ?? '127.0.0.2'}:${port}/livez`;
      const answer = await fetch(url).catch(() => undefined);
      expect(answer !== undefined).toBe(reached);
    }
  });

  test.each(['OTP_PORT', 'OTP_SERVER_PORT'])(
    'tells in one sentence that the port of %s is in use',
    async (variable) => {
      await using taken = createServer();
      taken.listen(0, '127.0.0.1');
      await once(taken, 'listening');
      const port = String((taken.address() as AddressInfo).port);
      await using service = await start({ [variable]: port });
      expect(await service.exited).toEqual([1, null]);
      expect(service.errors.join('')).toBe(
        `Can't listen on 127.0.0.1 port ${port} (${variable}): ` +
          'another program listens there: end it, or choose another port.\n',
      );
    },
  );

  test('does not start on a faulty configuration, and lists it', async () => {
    await using service = await start({ OTP_PORT: 'x', OTP_ORIGIN: 'y', OTP_VAULT_KEYS: '1:z' });
    expect(await service.exited).toEqual([1, null]);
    const told = service.errors.join('');
    for (const name of ['OTP_PORT', 'OTP_ORIGIN', 'OTP_VAULT_KEYS']) expect(told).toContain(name);
    expect(told).not.toMatch(/^\s+at /m);
    expect(service.lines).toEqual([]);
  });
});
