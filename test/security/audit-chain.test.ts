// The history of a corporation is gapless and chained from the first row on, computed here once
// more by other code than the service's.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { asc } from 'drizzle-orm';
import {
  auditEntry,
  corporation as corporationTable,
  notice,
} from '../../bff/store/schema/index.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { setUp, shown } from '../support/procedures.ts';

function sha256(...parts: string[]): string {
  return createHash('sha256')
    .update(`\0${parts.map((part) => `${part}\0`).join('')}`)
    .digest('hex');
}

async function rows(counter: TestCounter) {
  return counter.context.database.read((tx) =>
    tx.select().from(auditEntry).orderBy(asc(auditEntry.corporationId), asc(auditEntry.seq)),
  );
}

test('I13 the chain is gapless and every hash follows', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'replace-token' });
  await master.prove(opened.body, inUse.wrongCode());
  await master.prove(opened.body, inUse.code());
  await master.commit(opened.body, { tokenId: 'NOBODY0001', code: '123456' });
  await master.commit(opened.body, shown(corporation.token(1)));

  const entries = await rows(counter);
  let previous = sha256('otpw-audit-v1', 'test', corporation.corporationId);
  for (const [index, row] of entries.entries()) {
    expect(row.seq).toBe(index + 1);
    expect(row.prevHash).toBe(previous);
    const digest = createHash('sha256').update(row.entry).digest('hex');
    previous = sha256(
      'otpw-audit-v1',
      'test',
      row.corporationId,
      String(row.seq),
      row.prevHash,
      digest,
    );
    expect(row.entryHash).toBe(previous);
  }
  const [head] = await counter.context.database.read((tx) => tx.select().from(corporationTable));
  expect(head).toMatchObject({ auditSeq: entries.length, auditHash: previous });
  const told = entries.map((row) => {
    const { action, result } = JSON.parse(row.entry) as { action: string; result: string };
    return `${action} ${result}`;
  });
  expect(told.slice(-4)).toEqual([
    'intent-proved otp-rejected',
    'intent-proved done',
    'change-committed token-unavailable',
    'change-committed done',
  ]);
});

test('A122 the history holds no code and no secret', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'replace-token' });
  const codes = [inUse.wrongCode(), inUse.code()];
  for (const code of codes) await master.prove(opened.body, code);
  const text = (await rows(counter)).map((row) => row.entry).join('\n');
  for (const code of codes) expect(text).not.toContain(`"${code}"`);
});

test('A120 a change that can not be entered is not made', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'change-usage-mode', to: 'shared' });
  await master.prove(opened.body, inUse.code());
  // Where the next entry belongs stands one already, from elsewhere.
  const last = (await rows(counter)).at(-1);
  if (last === undefined) throw new Error('no entry');
  const { database } = counter.context;
  await database.write((tx) => tx.insert(auditEntry).values({ ...last, seq: last.seq + 1 }));
  expect((await master.commit(opened.body, shown(corporation.token(1)))).status).toBe(500);
  expect((await master.get('/usage-mode')).body).toMatchObject({ mode: 'separate' });
  expect((await master.get(`/intents/${opened.body.id}`)).body).toMatchObject({ state: 'proved' });
});

test('A47 I15 every committed change has its notice beside it', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'register-user', customerId: 'U01' });
  await master.prove(opened.body, inUse.code());
  const receipt = await master.commit(opened.body, shown(corporation.token(1)));
  const notices = await counter.context.database.read((tx) => tx.select().from(notice));
  expect(notices.map(({ noticeId }) => noticeId)).toContain(receipt.body.number);
  expect(notices.every(({ sentAt }) => sentAt === null)).toBe(true);
});

test('nothing is saved before the commit but the spent code', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const before = await master.get('/members');
  const opened = await master.open({ operation: 'change-usage-mode', to: 'shared' });
  await master.prove(opened.body, inUse.code());
  expect((await master.get('/members')).body).toEqual(before.body);
  await master.cancel(opened.body);
  expect((await master.get('/members')).body).toEqual(before.body);
});
