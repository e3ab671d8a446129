// The five procedures over HTTP, each from opening to receipt, with codes that Debian's oathtool
// computed and stock that Debian's python3-pskc made.
import { expect, test } from 'vitest';
import type {
  MemberPage,
  MemberRegistration,
  UsageModePreview,
} from '../../bff/contract/member.ts';
import { minute } from '../../bff/durations.ts';
import { openCounter } from '../support/counter.ts';
import { carryOut, setUp, shown } from '../support/procedures.ts';

test.each(['separate', 'shared'] as const)('first registration sets the mode %s', async (to) => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const master = await corporation.signIn();
  const opened = await master.open({ operation: 'register-first', to });
  expect(opened.body).toMatchObject({
    state: 'open',
    steps: ['register'],
    mode: { from: 'unset', to },
  });
  expect(opened.body.prover).toBeUndefined();
  const committed = await master.commit(opened.body, shown(corporation.token(0)));
  expect(committed.body).toMatchObject({
    operation: 'register-first',
    holder: to === 'separate' ? { kind: 'master', customerId: 'M1' } : { kind: 'corporation' },
    tokenIdTail: corporation.token(0).tokenId.slice(-4),
  });
  expect((await master.get<{ mode: string }>('/usage-mode')).body).toEqual({
    mode: to,
    version: 1,
  });
});

test('change to shared releases every token but the new', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const [user, shared] = [corporation.token(1), corporation.token(2)];
  await carryOut(
    master,
    { operation: 'register-user', customerId: 'U01' },
    { proof: inUse.code(), commit: shown(user) },
  );
  counter.clock.advance(minute);
  const preview = await master.get<UsageModePreview>('/usage-mode/preview?to=shared');
  expect(preview.body.released.count).toBe(2);
  expect(preview.body.released.holders).toMatchObject([
    { customerId: 'M1' },
    { customerId: 'U01' },
  ]);

  const receipt = await carryOut(
    master,
    { operation: 'change-usage-mode', to: 'shared' },
    { proof: inUse.code(), commit: shown(shared) },
  );
  expect(receipt.holder).toEqual({ kind: 'corporation' });
  const { body } = await master.get<MemberPage>('/members');
  expect(body.mode).toBe('shared');
  expect(body.sharedToken?.registration.token?.idTail).toBe(shared.tokenId.slice(-4));
  expect(body.rows.every((row) => row.usesSharedToken && row.actions.length === 0)).toBe(true);
  expect(body.rows.every((row) => row.registration.status === 'unregistered')).toBe(true);
  const history = await master.get<MemberRegistration>('/members/U01');
  expect(history.body.history.map(({ event }) => event)).toEqual(['released', 'registered']);
});

test('change to separate leaves the users without token', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'shared');
  const preview = await master.get<UsageModePreview>('/usage-mode/preview?to=separate');
  expect(preview.body.withoutToken.count).toBe(3);
  const opened = await master.open({ operation: 'change-usage-mode', to: 'separate' });
  expect(opened.body.prover?.holder).toEqual({ kind: 'corporation' });
  await master.prove(opened.body, inUse.code());
  const committed = await master.commit(opened.body, shown(corporation.token(1)));
  expect(committed.body.holder).toMatchObject({ kind: 'master', customerId: 'M1' });
  const { body } = await master.get<MemberPage>('/members');
  expect(body.rows.map((row) => row.actions)).toEqual([
    ['replace'],
    ['register'],
    ['register'],
    ['register'],
  ]);
});

test('same physical token kept needs its next code', async () => {
  await using counter = await openCounter();
  const { master, inUse } = await setUp(counter, 'separate');
  const opened = await master.open({ operation: 'change-usage-mode', to: 'shared' });
  const proved = await master.prove(opened.body, inUse.code());
  const next = new Date(proved.body.nextCodeAt ?? 0).getTime();
  expect(next).toBeGreaterThan(counter.clock.now());
  const early = await master.commit(opened.body, shown(inUse));
  expect(early.body).toMatchObject({ code: 'otp-used', retryAt: proved.body.nextCodeAt });
  counter.clock.advance(next - counter.clock.now());
  const kept = await master.commit(opened.body, shown(inUse));
  expect(kept.status).toBe(200);
  expect(kept.body.holder).toEqual({ kind: 'corporation' });
});

test.each(['separate', 'shared'] as const)(
  'replacing in mode %s refuses the old at once',
  async (mode) => {
    await using counter = await openCounter();
    const { corporation, master, inUse } = await setUp(counter, mode);
    const fresh = corporation.token(1);
    const receipt = await carryOut(
      master,
      { operation: 'replace-token' },
      { proof: inUse.code(), commit: shown(fresh) },
    );
    expect(receipt.tokenIdTail).toBe(fresh.tokenId.slice(-4));
    counter.clock.advance(minute);
    const opened = await master.open({ operation: 'replace-token' });
    expect((await master.prove(opened.body, inUse.code())).body.code).toBe('otp-rejected');
    expect((await master.prove(opened.body, fresh.code())).status).toBe(200);
  },
);

test('user is registered and deregistered by the master', async () => {
  await using counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'separate');
  const customerId = 'U02';
  await carryOut(
    master,
    { operation: 'register-user', customerId },
    { proof: inUse.code(), commit: shown(corporation.token(1)) },
  );
  const registered = await master.get<MemberRegistration>(`/members/${customerId}`);
  expect(registered.body).toMatchObject({
    registration: { status: 'registered' },
    actions: ['deregister'],
  });
  counter.clock.advance(minute);
  const opened = await master.open({ operation: 'deregister-user', customerId });
  expect(opened.body).toMatchObject({
    steps: ['prove', 'confirm'],
    registration: { status: 'registered' },
  });
  await master.prove(opened.body, inUse.code());
  const receipt = await master.commit(opened.body);
  expect(receipt.body.tokenIdTail).toBe(corporation.token(1).tokenId.slice(-4));
  const gone = await master.get<MemberRegistration>(`/members/${customerId}`);
  expect(gone.body).toMatchObject({
    registration: { status: 'unregistered' },
    actions: ['register'],
  });
});

test('HOTP and eight digit tokens carry a change too', async () => {
  await using counter = await openCounter();
  const stock = { kind: 'hotp', digits: 8, counter: 2n ** 60n, prefix: 'HOTP' } as const;
  const { corporation, master, inUse } = await setUp(counter, 'separate', { stock });
  const receipt = await carryOut(
    master,
    { operation: 'register-user', customerId: 'U01' },
    { proof: inUse.code(1), commit: shown(corporation.token(1)) },
  );
  expect(receipt.operation).toBe('register-user');
});
