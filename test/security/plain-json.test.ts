// P31: JSON means one thing. What two parsers could read differently is refused, and nothing that
// comes in reaches a prototype.
import { expect, test } from 'vitest';
import { Random } from '../faults/random.ts';
import { setHeader } from '../fuzz/ask.ts';
import { Bank } from '../fuzz/bank.ts';
import { send } from '../fuzz/send.ts';
import { rotten } from '../fuzz/spoiled-bodies.ts';
import { lastingState } from '../fuzz/tables.ts';
import { ValidAsks } from '../fuzz/valid.ts';
import { openCounter } from '../support/counter.ts';
import { Wire } from '../support/wire.ts';

/** Some of them draw: often enough to have met each variant. */
const times = 6;

const refused = ['400 application/problem+json', '413 application/problem+json'];

test('P31 every ambiguous body is refused, in one piece and in several', async () => {
  await using counter = await openCounter();
  const random = new Random(31);
  const wire = await Wire.of(counter.app);
  const bank = await Bank.open(counter, random);
  const asks = new ValidAsks(bank, wire, random);
  const [party] = bank.parties;
  const before = await lastingState(counter.context);
  const prototype = Reflect.ownKeys(Object.prototype);

  for (const operation of wire.operations.filter(({ body }) => body !== undefined)) {
    for (const [how, spoil] of Object.entries(rotten)) {
      for (let time = 0; time < times; time += 1) {
        const ask = await asks.next(operation);
        const cookie = operation.security?.some(({ session }) => session !== undefined);
        if (cookie === true) setHeader(ask, 'Cookie', party?.cookie);
        if (cookie === true) setHeader(ask, 'X-Otp-Session', party?.sessionId);
        const body = spoil(ask, random);
        const answer = await send(counter, { ...ask, body, chunked: time % 2 === 0 });
        const said = `${String(answer.status)} ${answer.headers.get('Content-Type') ?? ''}`;
        expect(refused, `${operation.path} ${how}: ${said}`).toContain(said);
        expect(answer.text).not.toContain(ask.canary);
      }
    }
  }
  expect(await lastingState(counter.context)).toBe(before);
  expect(Reflect.ownKeys(Object.prototype)).toEqual(prototype);
  expect('polluted' in {}).toBe(false);
}, 300_000);

test('P31 a name given twice in a query is refused', async () => {
  await using counter = await openCounter();
  const corporation = await counter.openCorporation();
  const master = await corporation.signIn();
  for (const query of ['page=1&page=2', 'customerId=U01&customerId=U02', 'page=1&page=1']) {
    const answer = await master.get<{ code: string }>(`/members?${query}`);
    expect(answer, query).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  }
});
