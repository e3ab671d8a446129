// A server that heard no answer asks again, under the same key: it is told the same verdict, a yes as
// well as a no, and the code is judged and charged once. And what a client may ask at all.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { day, hour, minute } from '../../bff/durations.ts';
import { attempt, auditEntry, token, verification } from '../../bff/store/schema/index.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { everyPurpose, PortalServer, type Verified } from '../support/portal-server.ts';
import { setUp } from '../support/procedures.ts';

const key = 'key-of-one-code';

/** A corporation, and a member's code that a test asks about. */
async function open(options: Parameters<typeof openCounter>[0] = {}) {
  const counter = await openCounter(options);
  const { corporation, inUse, master } = await setUp(counter, 'separate');
  const { corporationId } = corporation;
  const { portalServer, serverApp } = counter;
  const ask = (asked: object, underKey?: string) =>
    portalServer.verify(serverApp, { corporationId, customerId: 'M1', ...asked }, underKey);
  return { counter, corporation, inUse, master, ask, [Symbol.asyncDispose]: disposal(counter) };
}

const disposal = (counter: TestCounter) => () => counter[Symbol.asyncDispose]();

const plain = (answer: Verified) => ({ ...answer, instance: '' });

function everything({ context }: TestCounter) {
  return context.database.read(async (tx) => ({
    entries: (await tx.select().from(auditEntry)).length,
    attempts: await tx.select().from(attempt),
    steps: (await tx.select().from(token)).map(({ lastStep }) => lastStep),
    verifications: await tx.select().from(verification),
  }));
}

/** The same, but for one more entry. */
function andTold(before: Awaited<ReturnType<typeof everything>>) {
  return { ...before, entries: before.entries + 1 };
}

async function latestEntry({ context }: TestCounter): Promise<Record<string, unknown>> {
  const rows = await context.database.read((tx) => tx.select().from(auditEntry));
  const latest = rows.toSorted((a, b) => b.seq - a.seq)[0];
  return JSON.parse(latest?.entry ?? '{}') as Record<string, unknown>;
}

test('P35 a right code asked again is right again, and spent once', async () => {
  await using bank = await open();
  const { ask, inUse, counter } = bank;
  const code = inUse.code();
  const first = await ask({ code }, key);
  expect(first.status).toBe(200);
  const before = await everything(counter);
  counter.clock.advance(3 * hour);
  for (let again = 0; again < 3; again += 1) expect(await ask({ code }, key)).toEqual(first);
  expect(await everything(counter)).toEqual(before);
  expect((await ask({ code }, 'another-key')).code).toBe('otp-rejected');
});

test('P35 a wrong code asked again is charged once', async () => {
  await using bank = await open();
  const { ask, inUse, counter } = bank;
  const code = inUse.wrongCode();
  const first = await ask({ code }, key);
  expect(first).toMatchObject({ status: 422, code: 'otp-rejected' });
  const before = await everything(counter);
  for (let again = 0; again < 20; again += 1)
    expect(plain(await ask({ code }, key))).toEqual(plain(first));
  expect(await everything(counter)).toEqual(before);
  expect(before.attempts).toMatchObject([{ consecutive: 1 }]);
});

test('P35 a refusal is told again with its facts, also when it would be another now', async () => {
  await using bank = await open();
  const { ask, inUse, counter } = bank;
  const code = inUse.wrongCode();
  for (let wrong = 0; wrong < 5; wrong += 1) await ask({ code });
  const paused = await ask({ code: inUse.code() }, key);
  expect(paused).toMatchObject({ status: 429, code: 'otp-paused' });
  expect(paused.retryAt).toBeDefined();
  counter.clock.advance(hour);
  expect(plain(await ask({ code: inUse.code(-120) }, key))).toEqual(plain(paused));
  expect((await ask({ code: inUse.code() })).status).toBe(200);
});

test('P35 of twenty at one instant one is judged, and all are told the same', async () => {
  await using bank = await open();
  const { ask, inUse, counter } = bank;
  for (const code of [inUse.code(), inUse.wrongCode()]) {
    const { entries } = await everything(counter);
    const all = Array.from({ length: 20 }, () => ask({ code }, `${key}-${code}`));
    const told = (await Promise.all(all)).map((answer) => JSON.stringify(plain(answer)));
    expect(new Set(told).size).toBe(1);
    expect((await everything(counter)).entries).toBe(entries + 1);
  }
});

test.each([
  ['code', { code: '000000' }],
  ['purpose', { purpose: 'payment' }],
  ['member', { customerId: 'U01' }],
  ['binding', { binding: 'A'.repeat(43) }],
])('P35 another %s under the key is refused and told, and changes nothing', async (_, other) => {
  await using bank = await open({ clients: [everyPurpose({ purposes: ['transfer', 'payment'] })] });
  const { ask, inUse, counter } = bank;
  const asked = { code: inUse.code() };
  const first = await ask(asked, key);
  const before = await everything(counter);
  expect(await ask({ ...asked, ...other }, key)).toMatchObject({
    status: 422,
    code: 'idempotency-mismatch',
  });
  expect(await everything(counter)).toEqual(andTold(before));
  expect(await ask(asked, key)).toEqual(first);
});

test('P35 what was not evaluated is not kept', async () => {
  await using bank = await open();
  const { ask, inUse, counter } = bank;
  expect((await ask({ code: '12' }, key)).code).toBe('otp-format');
  expect((await ask({ code: inUse.code(), customerId: 'NOBODY' }, key)).code).toBe('not-found');
  counter.clock.turn(-minute);
  expect((await ask({ code: inUse.code() }, key)).code).toBe('clock-unreliable');
  expect((await everything(counter)).verifications).toEqual([]);
  await counter.context.database.write(() => Promise.resolve());
  // The fence that followed is ours, and no answer to this code.
  expect((await ask({ code: inUse.code() }, key)).code).toBe('fence');
  expect((await everything(counter)).verifications).toEqual([]);
  counter.clock.advance(3 * minute);
  expect((await ask({ code: inUse.code() }, key)).status).toBe(200);
});

test('P35 an answer is told for 24 hours, then the key is free and the answer deleted', async () => {
  await using bank = await open();
  const { ask, inUse, counter } = bank;
  const asked = { code: inUse.code() };
  const first = await ask(asked, key);
  counter.clock.advance(day);
  expect(await ask(asked, key)).toEqual(first);
  counter.clock.advance(1);
  expect((await ask(asked, key)).code).toBe('otp-rejected');
  counter.clock.advance(day + 1);
  for (let more = 0; more < 32; more += 1) {
    expect((await ask({ code: inUse.code() })).status).toBe(200);
    counter.clock.advance(minute);
  }
  const kept = (await everything(counter)).verifications;
  expect(kept.map(({ idempotencyKey }) => idempotencyKey)).not.toContain(key);
  expect(kept).toHaveLength(32);
});

test('P35 a key belongs to one client and one corporation', async () => {
  const other = everyPurpose({ id: 'other', keys: [{ keyId: 'other-1', key: randomBytes(32) }] });
  await using bank = await open({ clients: [everyPurpose(), other] });
  const { ask, inUse, counter, corporation } = bank;
  const second = await setUp(counter, 'separate');
  const code = inUse.code();
  expect((await ask({ code }, key)).status).toBe(200);
  const { corporationId } = second.corporation;
  const elsewhere = { corporationId, code: second.inUse.code() };
  expect((await ask(elsewhere, key)).status).toBe(200);
  const stranger = new PortalServer(other, counter.clock.now);
  const asked = { corporationId: corporation.corporationId, customerId: 'M1', code };
  const answer = await stranger.verify(counter.serverApp, asked, key);
  expect(answer.code).toBe('otp-used');
});

test.each([undefined, '1234567', 'a'.repeat(65), 'with space', 'ключ-ключ-ключ'])(
  'P35 without a key of the documented form nothing is judged: %s',
  async (bad) => {
    await using bank = await open();
    const { counter, inUse, corporation } = bank;
    const { portalServer, serverApp } = counter;
    const asked = {
      corporationId: corporation.corporationId,
      customerId: 'M1',
      code: inUse.code(),
    };
    const { method, path, body } = portalServer.verification(asked);
    const headers: Record<string, string> = {};
    if (bad !== undefined) headers['idempotency-key'] = Buffer.from(bad).toString('latin1');
    const before = await everything(counter);
    const response = await portalServer.ask(serverApp, { method, path, body, headers });
    expect(await response.json()).toMatchObject({ status: 400, code: 'invalid-request' });
    expect(await everything(counter)).toEqual(before);
  },
);

test('P35 a corporation beyond the scope is answered as an unknown one', async () => {
  await using bank = await open({ clients: [everyPurpose({ corporations: ['C0001', 'C0009'] })] });
  const { ask, inUse, counter } = bank;
  const foreign = await setUp(counter, 'separate');
  const asked = { corporationId: foreign.corporation.corporationId, code: foreign.inUse.code() };
  const before = await everything(counter);
  const answer = await ask(asked);
  expect(answer).toMatchObject({ status: 404, code: 'not-found' });
  const unknown = [
    { corporationId: 'C9999' },
    { corporationId: 'C0009' },
    { customerId: 'NOBODY' },
  ];
  for (const nobody of unknown)
    expect(plain(await ask({ code: '123456', ...nobody }))).toEqual(plain(answer));
  // Of the unknown member of a corporation in scope the history tells.
  expect(await everything(counter)).toEqual(andTold(before));
  expect((await ask({ code: inUse.code() })).status).toBe(200);
});

test('P35 a purpose beyond the scope is not permitted, whatever the corporation', async () => {
  await using bank = await open({ clients: [everyPurpose({ corporations: ['C0001'] })] });
  const { ask, inUse, counter } = bank;
  const before = await everything(counter);
  for (const corporationId of ['C0001', 'C0002', 'C9999']) {
    const answer = await ask({ code: inUse.code(), corporationId, purpose: 'payment' });
    expect(answer).toMatchObject({ status: 403, code: 'not-permitted' });
  }
  expect(await everything(counter)).toEqual(before);
  expect((await ask({ code: inUse.code() })).status).toBe(200);
});

test('P35 what the code approves stands in the history with the client', async () => {
  await using bank = await open();
  const { ask, inUse, counter } = bank;
  const binding = randomBytes(32).toString('base64url');
  await ask({ code: inUse.code(), binding });
  expect(await latestEntry(counter)).toMatchObject({
    action: 'code-verified',
    result: 'done',
    clientId: 'portal',
    purpose: 'transfer',
    binding,
  });
  await ask({ code: inUse.wrongCode(), binding });
  expect(await latestEntry(counter)).toMatchObject({ result: 'otp-rejected', binding });
});

test.each([
  '',
  'A'.repeat(42),
  'A'.repeat(44),
  `${'A'.repeat(42)}B`,
  `${'A'.repeat(42)}=`,
  1,
  null,
])('a binding that is no SHA-256 digest in base64url is refused: %j', async (binding) => {
  await using bank = await open();
  const { ask, inUse } = bank;
  const answer = await ask({ code: inUse.code(), binding });
  expect(answer).toMatchObject({ status: 400, code: 'invalid-request' });
});

test('P35 of what was asked only a keyed digest is kept', async () => {
  await using bank = await open();
  const { ask, inUse, counter } = bank;
  const code = inUse.code();
  await ask({ code }, key);
  const [row] = (await everything(counter)).verifications;
  expect(JSON.stringify(row)).not.toContain(code);
  expect(row?.requestDigest).toMatch(/^1\.[0-9a-f]{64}$/);
});
