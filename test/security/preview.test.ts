// P12: a mode change opens only on what its preview told. The made-up stories are in shown-is-done.
import { expect, test } from 'vitest';
import type { Problem } from '../../bff/contract/problem.ts';
import { minute } from '../../bff/durations.ts';
import { syncMembers } from '../../bff/desk/sync-members.ts';
import { openCounter, type TestCorporation, type TestCounter } from '../support/counter.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';

/** The list of `setUp` with another name for its second user. */
async function rename({ context }: TestCounter, { corporationId }: TestCorporation): Promise<void> {
  const told = [
    { customerId: 'M1', name: '管理 太郎', role: 'administrator', master: true },
    { customerId: 'U01', name: '利用 1郎', role: 'approver', master: false },
    { customerId: 'U02', name: '改名 二郎', role: 'general', master: false },
    { customerId: 'U03', name: '利用 3郎', role: 'approver', master: false },
  ] as const;
  const directory = { members: () => Promise.resolve(told) };
  const done = await syncMembers(context, { corporationId, directory });
  expect(done).toMatchObject({ added: 0, changed: 1, removed: 0 });
}

test('P12 a preview that another name has overtaken opens nothing', async () => {
  await using counter = await openCounter();
  const { corporation, master } = await setUp(counter, 'shared');
  const previewed = await master.preview('separate');
  await rename(counter, corporation);
  const asked = { operation: 'change-usage-mode', to: 'separate' } as const;
  const old = await master.open({ ...asked, previewed });
  expect(old).toMatchObject({ status: 409, body: { code: 'preview-changed' } });
  const now = await master.open({ ...asked, previewed: await master.preview('separate') });
  expect(now.status).toBe(201);
});

test('P12 a preview that another session has overtaken opens nothing', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const previewed = await master.preview('shared');
  const laptop = await corporation.signIn();
  const user = { operation: 'register-user', customerId: 'U01' } as const;
  await carryOut(laptop, user, { proof: inUse.code(), commit: shown(corporation.token(1)) });
  const old = await master.open({ operation: 'change-usage-mode', to: 'shared', previewed });
  expect(old.body.code).toBe('preview-changed');
});

test('P12 a name that changes after it was shown is not committed on', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'register-user', customerId: 'U02' });
  expect(opened.body.holder).toMatchObject({ name: '利用 2郎' });
  await master.prove(opened.body, inUse.code());
  await rename(counter, corporation);
  const late = await master.commit(opened.body, shown(corporation.token(1)));
  expect(late).toMatchObject({ status: 409, body: { code: 'intent-conflict' } });
  counter.clock.advance(minute);
  const again = await master.open({ operation: 'register-user', customerId: 'U02' });
  expect(again.body.holder).toMatchObject({ name: '改名 二郎' });
});

test('P12 a mode change that names no preview is not opened', async () => {
  await using counter = await openCounter();
  const { master } = await setUp(counter, 'separate');
  for (const previewed of [undefined, null, '1', -1, 1.5]) {
    const body = { operation: 'change-usage-mode', to: 'shared', previewed };
    const key = { 'Idempotency-Key': 'one-press' };
    const answer = await master.ask<Problem>('POST', '/intents', body, key);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  }
});

test('P12 the same press with another preview is another request', async () => {
  await using counter = await openCounter();
  const { master } = await setUp(counter, 'separate');
  const previewed = await master.preview('shared');
  const asked = { operation: 'change-usage-mode', to: 'shared', previewed } as const;
  const key = 'one-press-alone';
  const first = await master.open(asked, key);
  expect((await master.open(asked, key)).body.id).toBe(first.body.id);
  const other = await master.open({ ...asked, previewed: previewed + 1 }, key);
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-mismatch' } });
});
