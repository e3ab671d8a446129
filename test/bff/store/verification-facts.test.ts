import { expect, test } from 'vitest';
import { charge, noAttempts } from '../../../bff/otp/attempts.ts';
import { saveAttempts } from '../../../bff/store/attempt-store.ts';
import type { Transaction } from '../../../bff/store/database.ts';
import { registration } from '../../../bff/store/schema/index.ts';
import { findVerificationFacts } from '../../../bff/store/verification-facts.ts';
import { saveVerification } from '../../../bff/store/verification-store.ts';
import { openCounter } from '../../support/counter.ts';
import { setUp } from '../../support/procedures.ts';

const name = { clientId: 'transfers', idempotencyKey: 'key-of-one-code' };

/** A corporation in a mode, and what is found of one of its members. */
async function open(mode: 'separate' | 'shared') {
  const counter = await openCounter();
  const { corporation, inUse } = await setUp(counter, mode);
  const { corporationId } = corporation;
  const { database } = counter.context;
  const find = (customerId: string, shared = mode === 'shared') =>
    database.write((tx) =>
      findVerificationFacts(tx, { ...name, corporationId, customerId, shared }),
    );
  const write = <T>(work: (tx: Transaction) => Promise<T>) => database.write(work);
  const dispose = () => counter[Symbol.asyncDispose]();
  return { corporationId, inUse, find, write, [Symbol.asyncDispose]: dispose };
}

test('finds the token of its holder, and nobody else’s', async () => {
  await using bank = await open('separate');
  const { find, inUse } = bank;
  expect((await find('M1')).token?.tokenId).toBe(inUse.tokenId);
  expect(await find('U01')).toEqual({
    former: undefined,
    token: undefined,
    attempts: { own: noAttempts, all: noAttempts },
  });
});

test('finds the shared token for every member, and for no stranger', async () => {
  await using bank = await open('shared');
  const { find, inUse } = bank;
  expect((await find('M1')).token?.tokenId).toBe(inUse.tokenId);
  expect((await find('U01')).token?.tokenId).toBe(inUse.tokenId);
  expect((await find('nobody')).token).toBeUndefined();
});

test('tells own wrong codes from those of everybody', async () => {
  await using bank = await open('shared');
  const { corporationId, find, inUse, write } = bank;
  const key = { corporationId, tokenId: inUse.tokenId };
  const own = charge(noAttempts, 1_000);
  const all = charge(own, 2_000);
  await write((tx) => saveAttempts(tx, { ...key, actorId: 'U01' }, own));
  await write((tx) => saveAttempts(tx, { ...key, actorId: '' }, all));
  expect((await find('U01')).attempts).toEqual({ own, all });
  expect((await find('M1')).attempts).toEqual({ own: noAttempts, all });
});

test('finds a former verdict though the member holds nothing any more', async () => {
  await using bank = await open('separate');
  const { corporationId, find, write } = bank;
  const verdict = { accepted: true, verifiedAt: '2026-04-01T09:00:00.000Z' } as const;
  const row = { ...name, corporationId, requestDigest: '1.aa', verdict, answeredAt: 5 };
  await write((tx) => saveVerification(tx, row));
  const former = { requestDigest: '1.aa', verdict, answeredAt: 5 };
  expect((await find('M1')).former).toEqual(former);
  expect(await find('nobody')).toMatchObject({ former, token: undefined });
  expect(await write((tx) => tx.select().from(registration))).toHaveLength(1);
});
