// Below every route and every session: what is looked up in one corporation is never another's, even
// if an id of the other should ever come so far.
import { beforeAll, expect, test } from 'vitest';
import type { Transaction } from '../../bff/store/database.ts';
import { everybody, findAttempts } from '../../bff/store/attempt-store.ts';
import { listAuditEntries } from '../../bff/store/audit-store.ts';
import { findIntent, findIntentByKey } from '../../bff/store/intent-store.ts';
import { countUsers, findMaster, findMember } from '../../bff/store/member-store.ts';
import {
  findHeldToken,
  findHolderOf,
  listRegistrations,
} from '../../bff/store/registration-store.ts';
import { findToken } from '../../bff/store/token-store.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { setUp } from '../support/procedures.ts';
import { verify } from '../support/verify.ts';

const key = 'a key of the corporation';
let counter: TestCounter;
let own: string;
let tokenId: string;
let intentId: string;

beforeAll(async () => {
  counter = await openCounter();
  const { corporation, master, inUse } = await setUp(counter, 'shared');
  own = corporation.corporationId;
  tokenId = inUse.tokenId;
  intentId = (await master.open({ operation: 'replace-token' }, key)).body.id;
  await verify(counter, own, 'U01', inUse.wrongCode());
  return () => counter[Symbol.asyncDispose]();
});

const lookUps: Record<string, (tx: Transaction, corporationId: string) => Promise<unknown>> = {
  'a token': (tx, corporationId) => findToken(tx, { corporationId, tokenId }),
  'a member': (tx, corporationId) => findMember(tx, corporationId, 'U01'),
  'a master': (tx, corporationId) => findMaster(tx, corporationId),
  'a holder': (tx, corporationId) => findHolderOf(tx, { corporationId, tokenId }),
  'a held token': (tx, corporationId) => findHeldToken(tx, { corporationId, customerId: '' }),
  'an intent': (tx, corporationId) => findIntent(tx, corporationId, intentId),
  'an intent by its key': (tx, corporationId) =>
    findIntentByKey(tx, { corporationId, actorId: 'M1', idempotencyKey: key }),
};

test.each(Object.entries(lookUps))('A54 %s is found at home alone', async (_, lookUp) => {
  const { database } = counter.context;
  expect(await database.read((tx) => lookUp(tx, own))).toBeDefined();
  expect(await database.read((tx) => lookUp(tx, 'C9999'))).toBeUndefined();
});

test('A54 what is counted or listed is counted at home', async () => {
  const count = (corporationId: string) =>
    counter.context.database.read(async (tx) => [
      (await findAttempts(tx, { corporationId, tokenId, actorId: 'U01' })).consecutive,
      (await findAttempts(tx, { corporationId, tokenId, actorId: everybody })).consecutive,
      (await listRegistrations(tx, corporationId)).length,
      await countUsers(tx, corporationId),
      Math.sign((await listAuditEntries(tx, corporationId, 0, 10)).length),
    ]);
  expect(await count(own)).toEqual([1, 1, 1, 3, 1]);
  expect(await count('C9999')).toEqual([0, 0, 0, 0, 0]);
});
