// P34: safe headers on every answer of every route, refusals included, and nothing in a header that is
// not named here.
import { expect, test } from 'vitest';
import { Random } from '../faults/random.ts';
import { type Ask, setHeader } from '../fuzz/ask.ts';
import { Bank } from '../fuzz/bank.ts';
import { safeHeaders } from '../fuzz/judge.ts';
import { send } from '../fuzz/send.ts';
import { ValidAsks } from '../fuzz/valid.ts';
import { openCounter } from '../support/counter.ts';
import { Wire } from '../support/wire.ts';

/** Beside the safe ones, and only where they have a meaning. */
const others = new Set(['allow', 'content-length', 'content-type', 'retry-after', 'set-cookie']);

const spoilings: Record<string, (ask: Ask) => void> = {
  'as asked': () => undefined,
  'without a session': (ask) => {
    setHeader(ask, 'Cookie');
  },
  'from elsewhere': (ask) => {
    setHeader(ask, 'Origin', 'https://evil.example');
  },
  'with another media type': (ask) => {
    setHeader(ask, 'Content-Type', 'text/plain');
  },
  'with half a body': (ask) => {
    ask.body = '{"code":';
  },
  'with too long a body': (ask) => {
    ask.body = 'x'.repeat(20_000);
  },
  'with a method that is not there': (ask) => {
    ask.method = 'PATCH';
  },
  'at a path that is not there': (ask) => {
    ask.target += '/nowhere/at/all';
  },
};

test('P34 every answer of every route has the safe headers, and no others but those of its kind', async () => {
  await using counter = await openCounter();
  const random = new Random(34);
  const wire = await Wire.of(counter.app);
  const bank = await Bank.open(counter, random);
  const asks = new ValidAsks(bank, wire, random);
  const statuses = new Set<number>();
  for (const operation of wire.operations) {
    for (const [how, spoil] of Object.entries(spoilings)) {
      const ask = await asks.next(operation);
      spoil(ask);
      const { status, headers } = await send(counter, ask);
      statuses.add(status);
      const where = `${operation.method} ${operation.path} ${how}`;
      const sent = Object.fromEntries(headers);
      expect(sent, where).toMatchObject(safeHeaders);
      const strange = Object.keys(sent).filter(
        (name) => !(name in safeHeaders) && !others.has(name),
      );
      expect(strange, where).toEqual([]);
    }
  }
  expect([...statuses].filter((status) => status >= 400).length).toBeGreaterThanOrEqual(6);
});

test('P34 the description itself has them, too', async () => {
  await using counter = await openCounter();
  const { headers } = await counter.app.request('/otp/openapi.json');
  expect(Object.fromEntries(headers)).toMatchObject(safeHeaders);
});
