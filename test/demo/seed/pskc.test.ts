import { describe, expect, it } from 'vitest';
import { readPskc } from '../../../bff/stock/pskc.ts';
import { writePskc } from '../../../demo/seed/pskc.ts';
import { makeStock } from '../../../demo/seed/stock.ts';

const preSharedKey = Uint8Array.from({ length: 16 }, (_, i) => i);

describe('writePskc', () => {
  it('hands over every token to the importer unchanged', () => {
    const stock = makeStock();
    const keys = readPskc(Buffer.from(write(stock)), { preSharedKey });
    const expected = stock.map(({ secret, ...token }) => ({
      ...token,
      secret: new Uint8Array(Buffer.from(secret, 'hex')),
      counter: 0n,
      drift: 0,
    }));
    expect(keys).toMatchObject(expected);
  });

  it('keeps every secret out of the file', () => {
    const stock = makeStock();
    const text = write(stock);
    for (const { secret } of stock) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret, 'hex').toString('base64'));
    }
  });
});

function write(stock: ReturnType<typeof makeStock>): string {
  return writePskc(stock, {
    preSharedKey,
    keyName: 'demo',
    manufacturer: 'Omocha Works',
  });
}
