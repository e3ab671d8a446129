// The keys of the vault are replaced while the service runs (P57): no code is refused for it, no secret is
// lost, and a secret that was handed out once is known for ever.
import { randomBytes, randomInt } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { second } from '../../bff/durations.ts';
import { OperatorRefusal } from '../../bff/errors/operator-refusal.ts';
import { createLog } from '../../bff/log.ts';
import { importStock } from '../../bff/desk/import-stock.ts';
import { resealTokens } from '../../bff/desk/reseal-tokens.ts';
import type { Database } from '../../bff/store/database.ts';
import { attempt, token, tokenLocation } from '../../bff/store/schema/index.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { ringKeys, withKeys } from '../support/keys.ts';
import { setUp } from '../support/procedures.ts';
import { makeStockFile } from '../support/stock-file.ts';
import { verify } from '../support/verify.ts';

const period = 30 * second;
/** Tokens to a transaction: few, so that there are many points at which a run may die. */
const part = 8;
/** Runs that are cut short before one comes to its end. */
const deaths = 3;

describe('P57 keys are replaced online', () => {
  test('no verification fails while runs begin and die', async () => {
    const [one, two, three] = ringKeys(3) as [Key, Key, Key];
    await using counter = await openCounter({ vaultKeys: [one] });
    const { corporation, inUse } = await setUp(counter, 'separate', { stock: { count: 50 } });
    const secrets = await openAll(counter);

    for (const ring of [
      [one, two],
      [two, three],
    ]) {
      const service = withKeys(counter, ring);
      const state = { over: false };
      const resealing = untilDone(service).finally(() => (state.over = true));
      for (let asked = 0; !state.over || asked < 5; asked += 1) {
        // PGlite answers within one turn of the event loop; without a pause the runs would never begin.
        await setImmediate();
        counter.clock.advance(period);
        const code = inUse.code();
        const first = await verify(service, corporation.corporationId, 'M1', code);
        const again = await verify(service, corporation.corporationId, 'M1', code);
        expect([first.status, again.code]).toEqual([200, 'otp-used']);
      }
      expect((await resealing).sealed).toEqual(new Map([[ring[1]?.version, 50]]));
    }
    // Only the newest key is left, and opens every secret.
    expect(await openAll(withKeys(counter, [three]))).toEqual(secrets);
  });

  test('two runs at once do the work once', async () => {
    const keys = ringKeys(2);
    await using counter = await openCounter({ vaultKeys: keys.slice(0, 1) });
    await counter.openCorporation({ stock: { count: 40 } });
    const secrets = await openAll(counter);
    const { context } = withKeys(counter, keys);
    const both = await Promise.all([
      resealTokens(context, { part }),
      resealTokens(context, { part }),
    ]);
    const resealed = both.map((outcome) => (outcome.kind === 'done' ? outcome.resealed : NaN));
    expect(resealed.reduce((sum, tokens) => sum + tokens)).toBe(40);
    expect(await openAll(withKeys(counter, keys.slice(1)))).toEqual(secrets);
    expect(await resealTokens(context)).toMatchObject({ kind: 'done', resealed: 0 });
  });

  test('a run without a key that seals tokens names it and changes nothing', async () => {
    const [one, two, three] = ringKeys(3) as [Key, Key, Key];
    await using counter = await openCounter({ vaultKeys: [one] });
    await counter.openCorporation();
    const before = await rows(counter);
    const { context } = withKeys(counter, [two, three]);
    expect(await resealTokens(context)).toEqual({ kind: 'keys-missing', versions: [1] });
    expect(await rows(counter)).toEqual(before);
  });

  test('a secret that does not open stays as it is', async () => {
    const keys = ringKeys(2);
    await using counter = await openCounter({ vaultKeys: keys.slice(0, 1) });
    const { tokens } = await counter.openCorporation({ stock: { count: 3 } });
    const before = await rows(counter);
    const wrong = [{ version: 1, key: randomBytes(32) }, ...keys.slice(1)];
    const outcome = await resealTokens(withKeys(counter, wrong).context);
    const unopened = tokens.map(({ tokenId }) => tokenId);
    expect(outcome).toMatchObject({ kind: 'done', resealed: 0, unopened });
    expect(await rows(counter)).toEqual(before);
  });
});

describe('a secret that was handed out before', () => {
  test('is known after every key of the ring was replaced (A16)', async () => {
    const keys = ringKeys(3);
    await using counter = await openCounter({ vaultKeys: keys.slice(0, 1) });
    const { corporationId } = await counter.openCorporation();
    const file = renamed(stock, 'AGAIN');
    await importStock(counter.context, { corporationId, bytes: stock, allowPlain: true });
    // Added, not resealed; resealed and dropped; all at once.
    await expectKnown(withKeys(counter, keys.slice(0, 2)), corporationId, file);
    await resealTokens(withKeys(counter, keys.slice(0, 2)).context);
    await expectKnown(withKeys(counter, keys.slice(1, 2)), corporationId, file);
    await resealTokens(withKeys(counter, keys.slice(1)).context);
    await expectKnown(withKeys(counter, keys.slice(2)), corporationId, file);
  });

  test('is not let in while fingerprints of another key stand', async () => {
    const keys = ringKeys(1);
    await using counter = await openCounter({ vaultKeys: keys });
    const { corporationId } = await counter.openCorporation();
    await importStock(counter.context, { corporationId, bytes: stock, allowPlain: true });
    const other = withKeys(counter, keys, { fingerprintKey: randomBytes(32) });
    const again = { corporationId, bytes: renamed(stock, 'AGAIN'), allowPlain: true };
    const stale = new OperatorRefusal('fingerprints-stale');
    await expect(importStock(other.context, again)).rejects.toThrow(stale);
    expect(await resealTokens(other.context)).toMatchObject({ resealed: 9, duplicates: [] });
    await expectKnown(other, corporationId, again.bytes);
  });

  test('is told where it slipped in', async () => {
    const keys = ringKeys(1);
    await using counter = await openCounter({ vaultKeys: keys });
    const { corporationId } = await counter.openCorporation();
    await importStock(counter.context, { corporationId, bytes: stock, allowPlain: true });
    const other = withKeys(counter, keys, { fingerprintKey: randomBytes(32) });
    // As an earlier version let it in, when its oldest key was dropped.
    await forgetFingerprints(counter);
    const again = { corporationId, bytes: renamed(stock, 'AGAIN'), allowPlain: true };
    await importStock(counter.context, again);
    for (const resealed of [10, 0]) {
      const outcome = await resealTokens(other.context);
      expect(outcome).toMatchObject({ resealed, duplicates: ['STOCK00000001'] });
    }
    await expectKnown(other, corporationId, renamed(stock, 'THIRD'));
  });
});

test('a token whose key is gone answers busy, charges nothing, and the log names the version', async () => {
  const keys = ringKeys(2);
  await using counter = await openCounter({ vaultKeys: keys.slice(0, 1) });
  const { corporation, inUse } = await setUp(counter, 'separate');
  const lines: string[] = [];
  const log = createLog('warn', { write: (line) => void lines.push(line) });
  const without = withKeys(counter, keys.slice(1), { log });
  const code = inUse.code();
  const answer = await verify(without, corporation.corporationId, 'M1', code);
  expect([answer.status, answer.code]).toEqual([503, 'busy']);
  expect(lines.join('')).toMatch(/unknown-key.*version 1/);
  expect(await counter.context.database.read((tx) => tx.select().from(attempt))).toEqual([]);
  expect((await verify(counter, corporation.corporationId, 'M1', code)).status).toBe(200);
});

type Key = ReturnType<typeof ringKeys>[number];

/** One token, in a file that other tests may rename. */
const stock = makeStockFile({ count: 1, prefix: 'STOCK' });

/** The same secrets under other token ids. */
function renamed(file: Buffer, prefix: string): Buffer {
  return Buffer.from(file.toString().replaceAll('STOCK', prefix));
}

async function expectKnown(counter: TestCounter, corporationId: string, bytes: Buffer) {
  const known = new OperatorRefusal('token-known').message;
  const again = { corporationId, bytes, allowPlain: true };
  await expect(importStock(counter.context, again)).rejects.toThrow(known);
}

async function forgetFingerprints({ context: { database, vault } }: TestCounter) {
  await database.write(async (tx) => {
    for (const { tokenId } of await tx.select().from(tokenLocation)) {
      const fingerprint = vault.fingerprint(Buffer.from(tokenId));
      await tx
        .update(tokenLocation)
        .set({ secretDigest: fingerprint })
        .where(eq(tokenLocation.tokenId, tokenId));
    }
  });
}

async function rows({ context: { database } }: TestCounter) {
  return database.read(async (tx) => ({
    tokens: await tx.select().from(token).orderBy(token.tokenId),
    locations: await tx.select().from(tokenLocation).orderBy(tokenLocation.tokenId),
  }));
}

/** Every secret in clear, in the order of the token ids. */
async function openAll(counter: TestCounter): Promise<Uint8Array[]> {
  const { tokens } = await rows(counter);
  return tokens.map((row) => counter.context.vault.open(row, row.sealedSecret, row.keyVersion));
}

/** Begins anew whenever it is cut short, as an operator would; the run after the third comes to its end. */
async function untilDone({ context }: TestCounter) {
  for (let death = 0; death < deaths; death += 1) {
    const database = cutShort(context.database);
    await expect(resealTokens({ ...context, database }, { part })).rejects.toBe(gone);
  }
  const outcome = await resealTokens(context, { part });
  if (outcome.kind !== 'done') throw new Error('a key is missing');
  return outcome;
}

const gone = new Error('The process was killed');

/** A database that one of the next few transactions does not reach the end of. */
function cutShort(database: Database): Database {
  let left = randomInt(1, 6);
  return {
    ...database,
    close: () => database.close(),
    read: (work) => database.read(work),
    write: async (work) => {
      await setImmediate();
      return database.write(async (tx) => {
        const result = await work(tx);
        left -= 1;
        if (left === 0) throw gone;
        return result;
      });
    },
  };
}
