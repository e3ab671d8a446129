// P17: a commit whose answer was lost is asked again with the same body and answers the receipt that
// was stored; with any other body it is refused. Nothing happens twice.
import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../bff/app.ts';
import type { CommitInput, Intent, OpenIntent } from '../../bff/contract/intent.ts';
import type { ProblemCode } from '../../bff/contract/problem.ts';
import { createContext } from '../../bff/context.ts';
import { minute, second } from '../../bff/durations.ts';
import { createLog } from '../../bff/log.ts';
import { auditEntry, intent, notice, registrationEvent } from '../../bff/store/schema/index.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { pageHeaders } from '../support/page-session.ts';
import { basePath, origin, type Person } from '../support/person.ts';
import { setUp, shown } from '../support/procedures.ts';

type App = ReturnType<typeof createApp>;

/** Half as a full-width keyboard writes it. */
function fullWidth(text: string): string {
  return text.replaceAll(/[!-~]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0));
}

/** Sends a commit and keeps the bytes of the answer. */
async function send(app: App, master: Person, { id }: { id: string }, body: object) {
  const response = await app.request(`${basePath}/intents/${id}/commit`, {
    method: 'POST',
    headers: {
      ...pageHeaders(master.cookie),
      Origin: origin,
      'X-Otp-Client': 'test',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

async function proved(master: Person, asked: OpenIntent, code: string): Promise<Intent> {
  const opened = await master.open(asked);
  const answer = await master.prove(opened.body, code);
  if (answer.status !== 200) throw new Error(`prove: ${answer.body.code}`);
  return answer.body;
}

/** What a change leaves behind, and how often. */
async function traces({ context }: TestCounter) {
  return context.database.read(async (tx) => ({
    events: (await tx.select().from(registrationEvent)).length,
    notices: (await tx.select().from(notice)).length,
    entries: (await tx.select().from(auditEntry)).length,
  }));
}

async function openReplacing() {
  const counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const replacing = await proved(master, { operation: 'replace-token' }, inUse.code());
  return { counter, corporation, master, replacing, body: shown(corporation.token(1)) };
}

const mismatch: ProblemCode = 'idempotency-mismatch';

describe('P17: a commit asked again', () => {
  let world: Awaited<ReturnType<typeof openReplacing>>;
  let receipt: string;

  beforeEach(async () => {
    world = await openReplacing();
    const { counter, master, replacing, body } = world;
    const first = await send(counter.app, master, replacing, body);
    expect(first.status).toBe(200);
    receipt = first.text;
    return () => counter[Symbol.asyncDispose]();
  });

  test('with the same body answers the same bytes', async () => {
    const { counter, master, replacing, body } = world;
    const before = await traces(counter);
    counter.clock.advance(5 * minute);
    const again = await send(counter.app, master, replacing, body);
    expect(again).toEqual({ status: 200, text: receipt });
    expect(await traces(counter)).toEqual(before);
  });

  test('typed full-width answers the same bytes', async () => {
    const { counter, master, replacing, body } = world;
    const { tokenId = '', code = '' } = body;
    const typed = { tokenId: fullWidth(tokenId.toLowerCase()), code: fullWidth(code) };
    expect(await send(counter.app, master, replacing, typed)).toEqual({
      status: 200,
      text: receipt,
    });
  });

  test('with any other body is refused and told once, and changes nothing', async () => {
    const { counter, master, replacing, body, corporation } = world;
    const before = await traces(counter);
    const others: CommitInput[] = [
      { ...body, code: corporation.token(1).code(1) },
      { ...body, nextCode: corporation.token(1).code(1) },
      { ...body, tokenId: corporation.token(2).tokenId },
      { tokenId: body.tokenId ?? '' },
      { code: body.code ?? '' },
      {},
    ];
    for (const other of others) {
      const answer = await send(counter.app, master, replacing, other);
      expect(answer.status, JSON.stringify(Object.keys(other))).toBe(422);
      expect(JSON.parse(answer.text)).toMatchObject({ code: mismatch });
    }
    expect(await traces(counter)).toEqual({ ...before, entries: before.entries + 1 });
  });

  test('after a restart answers the same bytes', async () => {
    const { counter, master, replacing, body } = world;
    const { config, clock, database } = counter.context;
    const parts = { clock, database, log: createLog('silent') };
    const app = createApp(await createContext(config, parts));
    expect(await send(app, master, replacing, body)).toEqual({ status: 200, text: receipt });
  });

  test('after a new vault key answers the same bytes', async () => {
    const { counter, master, replacing, body } = world;
    const { config, clock, database } = counter.context;
    const vaultKeys = [...config.vaultKeys, { version: 9, key: Buffer.from('9'.repeat(31) + '!') }];
    const parts = { clock, database, log: createLog('silent') };
    const app = createApp(await createContext({ ...config, vaultKeys }, parts));
    expect(await send(app, master, replacing, body)).toEqual({ status: 200, text: receipt });
    const other = await send(app, master, replacing, { ...body, code: '000000' });
    expect(other.status).toBe(422);
  });

  test('is judged by a digest that needs the vault’s key', async () => {
    const { counter, replacing, body } = world;
    const [row] = await counter.context.database.read((tx) =>
      tx.select().from(intent).where(eq(intent.intentId, replacing.id)),
    );
    expect(Object.values(row ?? {}).join(' ')).not.toContain(body.code);
    const digest = row?.committedDigest?.split('.').at(-1);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const sent = JSON.stringify([replacing.id, body.tokenId, body.code, null]);
    expect(createHash('sha256').update(sent).digest('hex')).not.toBe(digest);
  });
});

test('P17: twenty commits at once have one effect', async () => {
  const { counter: opened, master, replacing, body } = await openReplacing();
  await using counter = opened;
  const before = await traces(counter);
  const sent = Array.from({ length: 20 }, () => send(counter.app, master, replacing, body));
  const answers = await Promise.all(sent);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  const after = await traces(counter);
  expect([after.notices, after.entries]).toEqual([before.notices + 1, before.entries + 1]);
});

test('P17: a settled clock answers both codes and not one', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const slow = corporation.token(1);
  slow.drift = -10;
  const registering = { operation: 'register-user', customerId: 'U01' } as const;
  const opened = await proved(master, registering, inUse.code());
  const body = shown(slow);
  expect((await send(counter.app, master, opened, body)).status).toBe(422);
  counter.clock.advance(30 * second);
  const both = { ...body, nextCode: slow.code() };
  const done = await send(counter.app, master, opened, both);
  expect(done.status).toBe(200);
  expect(await send(counter.app, master, opened, both)).toEqual(done);
  const half = await send(counter.app, master, opened, body);
  expect(JSON.parse(half.text)).toMatchObject({ code: mismatch });
});

test('P17: a deregistration asked again takes no token or code', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const user = { customerId: 'U01' };
  const first = await proved(master, { operation: 'register-user', ...user }, inUse.code());
  const registered = await send(counter.app, master, first, shown(corporation.token(1)));
  expect(registered.status).toBe(200);
  counter.clock.advance(minute);
  const ending = await proved(master, { operation: 'deregister-user', ...user }, inUse.code());
  const done = await send(counter.app, master, ending, {});
  expect(done.status).toBe(200);
  expect(await send(counter.app, master, ending, {})).toEqual(done);
  const other = await send(counter.app, master, ending, shown(corporation.token(1)));
  expect(JSON.parse(other.text)).toMatchObject({ code: mismatch });
});
