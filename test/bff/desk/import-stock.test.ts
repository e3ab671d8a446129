import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCorporation } from '../../../bff/desk/create-corporation.ts';
import { importStock } from '../../../bff/desk/import-stock.ts';
import { OperatorRefusal } from '../../../bff/errors/operator-refusal.ts';
import { readPskc } from '../../../bff/stock/pskc.ts';
import { StockError } from '../../../bff/stock/stock-error.ts';
import { token, tokenLocation } from '../../../bff/store/schema/index.ts';
import { openOperator, readHistory, type Operator } from '../../support/operator.ts';
import { makeStockFile } from '../../support/stock-file.ts';

const preSharedKey = randomBytes(16);
const key = preSharedKey.toString('hex');

describe('importing stock', () => {
  it('keeps each secret sealed for its row', async () => {
    await using operator = await openBank();
    const bytes = makeStockFile({ count: 3, algorithm: 'sha256', digits: 8, key });
    const done = await importStock(operator, { corporationId: 'C-1', bytes, preSharedKey });
    expect(done).toMatchObject({ tokens: 3, repeated: false });

    const stored = await tokens(operator);
    const opened = stored.map((row) => operator.vault.open(row, row.sealedSecret, row.keyVersion));
    expect(opened).toEqual(readPskc(bytes, { preSharedKey }).map(({ secret }) => secret));
    expect(stored[0]).toMatchObject({ corporationId: 'C-1', state: 'stock', lastStep: -1n });
    expect(await readHistory(operator, 'C-1')).toEqual([
      { seq: 1, action: 'corporation-created', targetId: '' },
      { seq: 2, action: 'stock-imported', targetId: '' },
    ]);
  });

  it('counts on from the counter that the maker wrote', async () => {
    await using operator = await openBank();
    const largest = 2n ** 63n - 1n;
    for (const [prefix, counter] of [
      ['FIRST', 0n],
      ['LAST', largest],
    ] as const) {
      const bytes = makeStockFile({ kind: 'hotp', prefix, counter, key });
      await importStock(operator, { corporationId: 'C-1', bytes, preSharedKey });
    }
    expect((await tokens(operator)).map(({ lastStep }) => lastStep)).toEqual([-1n, largest - 1n]);
  });

  it('takes twelve hundred tokens at once', async () => {
    await using operator = await openBank();
    const bytes = makeStockFile({ count: 1200, key });
    await importStock(operator, { corporationId: 'C-1', bytes, preSharedKey });
    expect(await tokens(operator)).toHaveLength(1200);
  });

  it('changes nothing when a file comes twice (A74)', async () => {
    await using operator = await openBank();
    const input = { corporationId: 'C-1', bytes: makeStockFile({ count: 2, key }), preSharedKey };
    const first = await importStock(operator, input);
    expect(await importStock(operator, input)).toEqual({ ...first, repeated: true });
    expect(await tokens(operator)).toHaveLength(2);
    expect(await readHistory(operator, 'C-1')).toHaveLength(2);
  });

  it('lets one of two equal imports win (A74)', async () => {
    await using operator = await openBank();
    const input = { corporationId: 'C-1', bytes: makeStockFile({ count: 2, key }), preSharedKey };
    const both = await Promise.all([importStock(operator, input), importStock(operator, input)]);
    expect(both.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
  });

  it('refuses a token id that another corporation has (A16)', async () => {
    await using operator = await openBank();
    const first = makeStockFile({ count: 1, key });
    await importStock(operator, { corporationId: 'C-1', bytes: first, preSharedKey });
    const second = makeStockFile({ count: 3, key });
    const refused = importStock(operator, { corporationId: 'C-2', bytes: second, preSharedKey });
    await expect(refused).rejects.toMatchObject({ code: 'token-known', line: 19 });
    expect(await tokens(operator)).toHaveLength(1);
    expect(await locations(operator)).toHaveLength(1);
    expect(await readHistory(operator, 'C-2')).toHaveLength(1);
  });

  it('refuses a secret that was handed out before (A16)', async () => {
    await using operator = await openBank();
    const bytes = makeStockFile();
    await importStock(operator, { corporationId: 'C-1', bytes, allowPlain: true });
    const renamed = Buffer.from(bytes.toString().replaceAll('TEST', 'NEXT'));
    const refused = importStock(operator, {
      corporationId: 'C-1',
      bytes: renamed,
      allowPlain: true,
    });
    await expect(refused).rejects.toMatchObject({ code: 'token-known' });
    expect(await tokens(operator)).toHaveLength(1);
  });

  it('refuses two tokens with one secret (A16)', async () => {
    await using operator = await openBank();
    const text = makeStockFile({ count: 2 }).toString();
    const [, first = ''] = /<pskc:PlainValue>(\S{20,})<\/pskc:PlainValue>/.exec(text) ?? [];
    const bytes = Buffer.from(text.replaceAll(/(?<=PlainValue>)\S{20,}(?=<)/g, first));
    const refused = importStock(operator, { corporationId: 'C-1', bytes, allowPlain: true });
    await expect(refused).rejects.toMatchObject({ code: 'token-known' });
    expect(await locations(operator)).toHaveLength(0);
  });

  it('refuses an unknown corporation and a bad file', async () => {
    await using operator = await openBank();
    const bytes = makeStockFile({ key });
    const nobody = importStock(operator, { corporationId: 'C-9', bytes, preSharedKey });
    await expect(nobody).rejects.toThrow(new OperatorRefusal('corporation-unknown'));
    const keyless = importStock(operator, { corporationId: 'C-1', bytes });
    await expect(keyless).rejects.toThrow(StockError);
    expect(await tokens(operator)).toHaveLength(0);
  });
});

async function openBank(): Promise<Operator> {
  const operator = await openOperator();
  for (const corporationId of ['C-1', 'C-2'])
    await createCorporation(operator, { corporationId, name: corporationId });
  return operator;
}

function tokens({ database }: Operator) {
  return database.read((tx) => tx.select().from(token).orderBy(token.tokenId));
}

function locations({ database }: Operator) {
  return database.read((tx) => tx.select().from(tokenLocation));
}
