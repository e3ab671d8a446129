// What Node's HTTP parser refuses, over raw sockets: a problem like any other, and the connection ends.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../bff/app.ts';
import { openListener, type Listener } from '../../bff/listener.ts';
import { createLog } from '../../bff/log.ts';
import { createServerApp } from '../../bff/server-app.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';

const canary = 'canary135790';
const lines: Record<string, unknown>[] = [];
const log = createLog('info', {
  write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>),
});
let counter: TestCounter;
let listeners: Listener[];

beforeAll(async () => {
  counter = await openCounter();
  const place = { host: '127.0.0.1', port: 0, variable: 'OTP_PORT', log };
  const patience = { requestTimeout: 400, headersTimeout: 200, connectionsCheckingInterval: 50 };
  listeners = await Promise.all(
    [createApp(counter.context), createServerApp(counter.context)].map((app) =>
      openListener({ ...place, app, patience }),
    ),
  );
});

afterAll(async () => {
  await Promise.all(listeners.map((listener) => listener.cut()));
  await counter[Symbol.asyncDispose]();
});

/** What comes back until the service ends the connection. */
async function answerTo(port: number, sent: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  socket.write(sent);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

function problemIn(answer: string): { head: string; problem: Record<string, unknown> } {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toContain('\r\nContent-Type: application/problem+json\r\n');
  expect(head).toMatch(/\r\nConnection: close(\r\n|$)/);
  expect(head).toContain(`\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`);
  return { head, problem: JSON.parse(body) as Record<string, unknown> };
}

const host = 'Host: bank.test\r\n';
const refused: [what: string, status: number, code: string, sent: string][] = [
  ['no HTTP at all', 400, 'invalid-request', `${canary}\r\n\r\n`],
  ['a TLS greeting', 400, 'invalid-request', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n'],
  ['a method of no kind', 400, 'invalid-request', `${canary} / HTTP/1.1\r\n${host}\r\n`],
  ['a space in a name', 400, 'invalid-request', `GET / HTTP/1.1\r\n${host}A B: ${canary}\r\n\r\n`],
  [
    'two lengths',
    400,
    'invalid-request',
    `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`,
  ],
  [
    'a length and chunks',
    400,
    'invalid-request',
    `POST / HTTP/1.1\r\n${host}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
  ],
  [
    'fields of 20 KiB',
    431,
    'headers-too-large',
    `GET / HTTP/1.1\r\n${host}X: ${canary.padEnd(20_000, 'x')}\r\n\r\n`,
  ],
  ['fields that never end', 408, 'request-timeout', `GET / HTTP/1.1\r\n${host}X: ${canary}`],
];

describe.each([
  ['for browsers', 0],
  ['for servers', 1],
] as const)('the listener %s', (_, index) => {
  test.each(refused)('answers %s with %d %s', async (_what, status, code, sent) => {
    const before = lines.length;
    const { head, problem } = problemIn(await answerTo(listeners[index]?.port ?? 0, sent));
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [A-Z]`));
    expect(problem).toEqual({
      type: `urn:otp-madoguchi:problem:${code}`,
      title: expect.any(String) as string,
      status,
      code,
      instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/) as string,
    });
    const told = lines.slice(before).filter(({ msg }) => msg === 'request malformed');
    expect(told).toMatchObject([{ code, requestId: String(problem['instance']).slice(9) }]);
    expect(JSON.stringify([problem, told])).not.toContain(canary);
  });

  test('ends a connection on which a body never comes whole', async () => {
    const sent = `POST /otp/v1/session HTTP/1.1\r\n${host}X-Otp-Client: a\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{`;
    const { problem } = problemIn(await answerTo(listeners[index]?.port ?? 0, sent));
    expect(problem).toMatchObject({ status: 408, code: 'request-timeout' });
  });

  test('goes on serving others', async () => {
    const port = String(listeners[index]?.port);
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(204);
  });
});
