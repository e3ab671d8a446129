import { expect, test } from 'vitest';
import { resetCorporation } from '../../../bff/desk/reset-corporation.ts';
import { listAuditEntries } from '../../../bff/store/audit-store.ts';
import { openCounter } from '../../support/counter.ts';
import {
  corporationId,
  everybody,
  holdings,
  masterToken,
  openBank,
  openRegistered,
  read,
  stateOf,
  sync,
  userToken,
} from '../../support/members.ts';
import type { Operator } from '../../support/operator.ts';
import { carryOut, setUp, shown } from '../../support/procedures.ts';

const reason = '管理者のトークンを紛失（支店012で本人確認）';

test('a reset ends every registration and retires what is lost', async () => {
  await using operator = await openRegistered();
  const done = await resetCorporation(operator, { corporationId, reason });
  expect(done).toEqual({ released: 1, retired: true });
  expect(await holdings(operator)).toEqual([]);
  expect(await stateOf(operator, masterToken)).toBe('retired');
  expect(await stateOf(operator, userToken)).toBe('stock');
  expect(await read(operator)).toMatchObject({ mode: 'unset', version: 2, modeVersion: 1 });
  expect(await lastEntry(operator)).toMatchObject({
    action: 'corporation-reset',
    actor: 'operator',
    tokenId: masterToken,
    before: { mode: 'separate', version: 1 },
    after: { mode: 'unset', version: 2, released: 1, retired: true, reason },
  });
});

test('a token that is not lost goes to stock where the bank says so', async () => {
  await using operator = await openRegistered();
  const done = await resetCorporation(operator, { corporationId, reason, keepToken: true });
  expect(done).toEqual({ released: 2, retired: false });
  expect(await stateOf(operator, masterToken)).toBe('stock');
});

test('nobody waits after a reset, and no token is lost by it', async () => {
  await using operator = await openRegistered();
  await sync(operator, everybody.replace('m-1', 'm-2'));
  const done = await resetCorporation(operator, { corporationId, reason });
  expect(done).toEqual({ released: 1, retired: false });
  expect(await read(operator)).toMatchObject({ mode: 'unset', waitingSince: null });
  expect(await stateOf(operator, masterToken)).toBe('stock');
});

test.each(['separate', 'shared'] as const)(
  'from %s the first registration follows',
  async (mode) => {
    await using counter = await openCounter();
    const { corporation, master, inUse } = await setUp(counter, mode);
    const begun = await master.open({ operation: 'replace-token' });
    await master.prove(begun.body, inUse.code());
    await resetCorporation(counter.context, { ...corporation, reason });
    const late = await master.commit(begun.body, shown(corporation.token(1)));
    // A lost token may have opened a session: the master signs in anew.
    expect(late).toMatchObject({ status: 401, body: { code: 'session-ended' } });

    const again = await corporation.signIn();
    const first = await again.open({ operation: 'register-first', to: mode });
    expect((await again.commit(first.body, shown(inUse))).body.code).toBe('token-unavailable');
    const fresh = { commit: shown(corporation.token(1)) };
    const receipt = await carryOut(again, { operation: 'register-first', to: mode }, fresh);
    expect(receipt.mode).toEqual({ from: 'unset', to: mode });
  },
);

test('what can not be reset is refused and changes nothing', async () => {
  await using operator = await openBank();
  const before = await read(operator);
  const refusals = [
    [{ corporationId, reason }, 'mode-unset'],
    [{ corporationId, reason: ' ' }, 'reason'],
    [{ corporationId: 'NOBODY', reason }, 'corporation-unknown'],
  ] as const;
  for (const [asked, code] of refusals)
    await expect(resetCorporation(operator, asked)).rejects.toMatchObject({ code });
  expect(await read(operator)).toEqual(before);
});

async function lastEntry({ database }: Operator): Promise<unknown> {
  const entries = await database.read((tx) => listAuditEntries(tx, corporationId, 0, 100));
  return JSON.parse(entries.at(-1)?.entry ?? '{}');
}
