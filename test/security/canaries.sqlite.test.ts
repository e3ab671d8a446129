// P55: what is secret is looked for in everything that the service leaves behind: its log at the most
// talkative level, its answers, and every byte of its files, free pages and write-ahead log included.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minute } from '../../bff/durations.ts';
import { createLog } from '../../bff/log.ts';
import { readPskc } from '../../bff/stock/pskc.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';
import { importStock } from '../../bff/desk/import-stock.ts';
import { makeStockFile } from '../support/stock-file.ts';
import { verify } from '../support/verify.ts';

let folder: string;
const lines: string[] = [];
/** What nobody may find anywhere, by what it is. */
const canaries = new Map<string, Buffer[]>();
/** Whole token ids, which the database and its history name, and nothing else does. */
const tokenIds: string[] = [];
let answers = '';

function plant(what: string, ...texts: (string | Uint8Array)[]): void {
  const known = canaries.get(what) ?? [];
  canaries.set(what, [...known, ...texts.map((text) => Buffer.from(text))]);
}

/** A secret in every form that somebody might write it down in. */
function plantSecret(secret: Uint8Array): void {
  const bytes = Buffer.from(secret);
  plant('secret', bytes, bytes.toString('hex'), bytes.toString('base64'));
  plant('secret', bytes.toString('base64url'), bytes.toString('hex').toUpperCase());
}

async function listen(counter: TestCounter): Promise<void> {
  const ask = counter.app.request.bind(counter.app);
  const heard: typeof ask = async (input, init) => {
    const response = await ask(input, init);
    const cookie = response.headers.get('Set-Cookie')?.split(';')[0]?.split('=')[1];
    if (cookie !== undefined && cookie !== '') plant('cookie', cookie);
    const { code, nextCode, assertion } = JSON.parse(String(init?.body ?? '{}')) as {
      code?: string;
      nextCode?: string;
      assertion?: string;
    };
    for (const typed of [code, nextCode]) if (typed !== undefined) plant('code', typed);
    if (assertion !== undefined) plant('assertion', assertion.split('.')[1] ?? assertion);
    answers += await response.clone().text();
    return response;
  };
  counter.app.request = heard;
}

/** All five procedures, wrong codes among the right ones, and what the portal's servers ask. */
async function work(counter: TestCounter): Promise<void> {
  const { corporation, master, inUse } = await setUp(counter, 'separate', {
    stock: { digits: 8, count: 8 },
  });
  tokenIds.push(...corporation.tokens.map(({ tokenId }) => tokenId));
  const [, users = inUse, next = inUse, shared = inUse] = corporation.tokens;
  const step = () => counter.clock.advance(minute);
  const registering = { operation: 'register-user', customerId: 'U01' } as const;
  const opened = await master.open(registering);
  await master.prove(opened.body, inUse.wrongCode());
  await carryOut(master, registering, { proof: inUse.code(), commit: shown(users) });
  step();
  const code = users.code();
  plant('code', code);
  await verify(counter, corporation.corporationId, 'U01', code);
  step();
  const leaving = { operation: 'deregister-user', customerId: 'U01' } as const;
  await carryOut(master, leaving, { proof: inUse.code() });
  step();
  const replacing = { operation: 'replace-token' } as const;
  await carryOut(master, replacing, { proof: inUse.code(), commit: shown(next) });
  step();
  const changing = { operation: 'change-usage-mode', to: 'shared' } as const;
  await carryOut(master, changing, { proof: next.code(), commit: shown(shared) });
  await master.ask('DELETE', '/session');
  const bytes = makeStockFile({ count: 3, digits: 8, prefix: 'CANARY' });
  for (const { secret } of readPskc(bytes, { allowPlain: true })) plantSecret(secret);
  const { corporationId } = corporation;
  await importStock(counter.context, { corporationId, bytes, allowPlain: true });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otp-madoguchi-'));
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  const databaseUrl = `file:${join(folder, 'counter.db')}`;
  await using counter = await openCounter({ databaseUrl }, { log });
  await listen(counter);
  await work(counter);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function found(haystack: Buffer): string[] {
  return [...canaries].flatMap(([what, texts]) =>
    texts.filter((text) => haystack.includes(text)).map((text) => `${what} ${String(text)}`),
  );
}

test('the canaries are planted', () => {
  expect([...canaries.keys()].sort()).toEqual(['assertion', 'code', 'cookie', 'secret']);
  expect(canaries.get('code')?.length).toBeGreaterThanOrEqual(10);
  expect(lines.length).toBeGreaterThan(20);
});

test('P55 no byte of the database files is a secret, code, cookie or assertion', async () => {
  const files = await readdir(folder);
  expect(files).toContain('counter.db');
  for (const file of files) expect(found(await readFile(join(folder, file))), file).toEqual([]);
});

test('P55 no line of the log is one, nor a whole token id', () => {
  const log = lines.join('');
  expect(found(Buffer.from(log))).toEqual([]);
  expect(tokenIds.filter((tokenId) => log.includes(tokenId))).toEqual([]);
});

test('P55 no answer is one, nor a whole token id', () => {
  expect(found(Buffer.from(answers))).toEqual([]);
  expect(tokenIds.filter((tokenId) => answers.includes(tokenId))).toEqual([]);
});
