import { expect, test } from 'vitest';
import { findToken, spendStep } from '../../../bff/store/token-store.ts';
import { openCounter } from '../../support/counter.ts';

test('A2 fifty spend one step and one succeeds', async () => {
  await using counter = await openCounter();
  const { corporationId, token } = await counter.openCorporation();
  const key = { corporationId, tokenId: token(0).tokenId };
  const { database } = counter.context;
  const all = Array.from({ length: 50 }, () =>
    database.write((tx) => spendStep(tx, key, { step: 100n, drift: 0 })),
  );
  expect((await Promise.all(all)).filter(Boolean)).toHaveLength(1);
});

test('A4 a slow older step never lowers the newer', async () => {
  await using counter = await openCounter();
  const { corporationId, token } = await counter.openCorporation();
  const key = { corporationId, tokenId: token(0).tokenId };
  const { database } = counter.context;
  const newer = 2n ** 53n + 1n;
  expect(await database.write((tx) => spendStep(tx, key, { step: newer, drift: 0 }))).toBe(true);
  const older = { step: newer - 1n, drift: 0 };
  expect(await database.write((tx) => spendStep(tx, key, older))).toBe(false);
  expect((await database.read((tx) => findToken(tx, key)))?.lastStep).toBe(newer);
});
