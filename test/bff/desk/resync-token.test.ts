import { expect, test } from 'vitest';
import { resyncToken } from '../../../bff/desk/resync-token.ts';
import { auditEntry, token } from '../../../bff/store/schema/index.ts';
import { openCounter, type TestCounter } from '../../support/counter.ts';
import { setUp } from '../../support/procedures.ts';
import { verify } from '../../support/verify.ts';

async function readEntries({ context }: TestCounter) {
  const rows = await context.database.read((tx) =>
    tx.select().from(auditEntry).orderBy(auditEntry.seq),
  );
  return rows
    .filter(({ action }) => action === 'token-resynced')
    .map(({ entry }) => JSON.parse(entry) as Record<string, unknown>);
}

test.each([17, -17])('two codes settle a clock that is %i steps off', async (drift) => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const { corporationId } = corporation;
  counter.clock.advance(20 * 60_000);
  inUse.drift = drift;
  const [code, nextCode] = [inUse.code(), inUse.code(1)];
  const asked = { corporationId, tokenId: inUse.tokenId, reason: '窓口で確認' };
  await resyncToken(counter.context, { ...asked, code, nextCode });
  for (const spent of [code, nextCode]) {
    expect((await verify(counter, corporationId, 'M1', spent)).status).not.toBe(200);
  }
  counter.clock.advance(30_000);
  expect((await verify(counter, corporationId, 'M1', inUse.code(1))).status).toBe(200);
  expect(await readEntries(counter)).toEqual([
    expect.objectContaining({
      actor: 'operator',
      target: 'M1',
      result: 'done',
      before: { drift: 0 },
      after: { drift: drift + 1, reason: '窓口で確認' },
    }),
  ]);
});

test('A8 old, equal, reversed and distant codes settle nothing', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const { corporationId } = corporation;
  const pairs = [
    [-7, -6],
    [0, 0],
    [1, 0],
    [0, 2],
    [40, 41],
  ] as const;
  const asked = { corporationId, tokenId: inUse.tokenId, reason: 'x' };
  // The first pair was shown before the last code that was spent.
  for (const [first, second] of pairs) {
    const shown = { code: inUse.code(first), nextCode: inUse.code(second) };
    const refused = resyncToken(counter.context, { ...asked, ...shown });
    await expect(refused).rejects.toMatchObject({ code: 'codes-refused' });
  }
  const [row] = (await counter.context.database.read((tx) => tx.select().from(token))).filter(
    ({ tokenId }) => tokenId === inUse.tokenId,
  );
  expect(row?.drift).toBe(0);
  expect((await readEntries(counter)).map(({ result }) => result)).toEqual(
    pairs.map(() => 'otp-rejected'),
  );
});

test('what can not be settled is refused and said', async () => {
  await using counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, 'separate');
  const { corporationId } = corporation;
  const { tokenId } = inUse;
  const shown = { code: inUse.code(), nextCode: inUse.code(1), reason: 'x' };
  const asked = { corporationId, tokenId, ...shown };
  const refusals = [
    [{ ...asked, reason: '' }, 'reason'],
    [{ ...asked, corporationId: 'NOBODY' }, 'corporation-unknown'],
    [{ ...asked, tokenId: 'NOTHING' }, 'token-unknown'],
    [{ ...asked, tokenId: corporation.token(1).tokenId }, 'token-not-in-use'],
    [{ ...asked, code: '12345' }, 'codes-format'],
  ] as const;
  for (const [request, code] of refusals) {
    await expect(resyncToken(counter.context, request)).rejects.toMatchObject({ code });
  }
  expect(await readEntries(counter)).toEqual([]);
});
