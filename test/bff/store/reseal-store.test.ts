import { expect, test } from 'vitest';
import { replaceSealedSecret } from '../../../bff/store/reseal-store.ts';
import { findToken, spendStep } from '../../../bff/store/token-store.ts';
import { corporationId, insertToken } from '../../support/rows.ts';
import { openWith } from '../../support/around.ts';

const key = { corporationId, tokenId: 'T1' };
const mine = { sealed: new Uint8Array([7]), keyVersion: 2 };
const theirs = { sealed: new Uint8Array([8]), keyVersion: 3 };

test('what somebody else sealed meanwhile is not written over', async () => {
  await using database = await openWith((tx) => insertToken(tx));
  const read = await database.read((tx) => findToken(tx, key));
  if (read === undefined) throw new Error('no token');
  expect(await database.write((tx) => replaceSealedSecret(tx, read, theirs))).toBe(true);
  expect(await database.write((tx) => replaceSealedSecret(tx, read, mine))).toBe(false);
  const found = await database.read((tx) => findToken(tx, key));
  expect(found).toMatchObject({ sealedSecret: theirs.sealed, keyVersion: 3 });
});

test('a step that was spent since the token was read stays spent', async () => {
  await using database = await openWith((tx) => insertToken(tx));
  const read = await database.read((tx) => findToken(tx, key));
  if (read === undefined) throw new Error('no token');
  await database.write((tx) => spendStep(tx, key, { step: 99n, drift: 1 }));
  expect(await database.write((tx) => replaceSealedSecret(tx, read, mine))).toBe(true);
  const found = await database.read((tx) => findToken(tx, key));
  expect(found).toMatchObject({ keyVersion: 2, lastStep: 99n, drift: 1 });
});
