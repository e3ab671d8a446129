// P32: a fault of ours is told as a problem and tells nothing: no stack, no statement, no path, no value.
// At each statement of each route something is thrown that nobody expects, things that are no errors
// among them.
import { expect, test } from 'vitest';
import { HTTPException } from 'hono/http-exception';
import { Random } from '../faults/random.ts';
import { Bank } from '../fuzz/bank.ts';
import { safeHeaders } from '../fuzz/judge.ts';
import { send } from '../fuzz/send.ts';
import { lastingState } from '../fuzz/tables.ts';
import { ValidAsks } from '../fuzz/valid.ts';
import { openCounter } from '../support/counter.ts';
import { openTestDatabase } from '../support/database.ts';
import { FaultyDatabase } from '../support/faulty-database.ts';
import { Wire } from '../support/wire.ts';

const secret = 'canary-0123456789';
const told = `${secret} at select (/home/bank/bff/store/token-store.ts:12:3) insert into token`;

function withCode(code: string): Error {
  return Object.assign(new Error(told), { code });
}

/** An error that fails when it is looked at. */
class Unreadable extends Error {
  override get message(): string {
    throw new Error(told);
  }
}

const thrown: Record<string, () => unknown> = {
  'an error': () => new Error(told),
  'a type error with a cause': () => new TypeError(told, { cause: new Error(told) }),
  'several errors': () => new AggregateError([new Error(told)], told),
  'an unknown code of the database': () => withCode('SQLITE_CORRUPT_VTAB'),
  'an unknown SQLSTATE': () => withCode('XX000'),
  'an error of the framework': () =>
    new HTTPException(418, { message: told, res: new Response(told) }),
  'an error with a status': () => Object.assign(new Error(told), { status: 200 }),
  'an unreadable error': () => new Unreadable(),
  'a text': () => told,
  'an object': () => ({ message: told, status: 200 }),
  nothing: () => undefined,
};

/** A request may end before its n-th statement; so many may, before there is no n-th. */
const mostMisses = 5;

test('P32 whatever is thrown at whichever statement, the answer is a problem that tells nothing', async () => {
  const faulty = new FaultyDatabase(await openTestDatabase());
  await using counter = await openCounter({}, { database: faulty.port });
  await using closed = faulty;
  const random = new Random(32);
  const wire = await Wire.of(counter.app);
  const bank = await Bank.open(counter, random);
  const asks = new ValidAsks(bank, wire, random);
  const kinds = Object.entries(thrown);
  let fallen = 0;

  for (const operation of wire.operations) {
    let misses = 0;
    for (let statement = 1; misses < mostMisses;) {
      const [how, make] = kinds[fallen % kinds.length] ?? fail();
      const ask = await asks.next(operation);
      const before = await lastingState(counter.context);
      closed.break({ statement, thrown: make() });
      const { status, headers, text } = await send(counter, ask);
      if (!closed.mend()) {
        misses += 1;
        continue;
      }
      fallen += 1;
      const where = `${operation.method} ${operation.path}, statement ${String(statement)}: ${how}`;
      const answer = { status, headers, text };
      expect(wire.strayFrom(operation.responses, answer), where).toEqual([]);
      expect(status, where).toBeGreaterThanOrEqual(400);
      expect(Object.fromEntries(headers), where).toMatchObject({
        ...safeHeaders,
        'content-type': 'application/problem+json',
      });
      expect(text, where).not.toMatch(/canary|select|insert|\/home|\bat\b.*:\d+:\d+/);
      expect(await lastingState(counter.context), where).toBe(before);
      statement += 1;
      misses = 0;
    }
  }
  expect(fallen).toBeGreaterThan(40);
}, 300_000);

function fail(): never {
  throw new Error('nothing to throw');
}
