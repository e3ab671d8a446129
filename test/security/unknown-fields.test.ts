// P30: only named fields are read. Whatever else comes along is refused before anything is done, also
// where it has the name of a column that a careless update would write.
import { expect, test } from 'vitest';
import { Random } from '../faults/random.ts';
import { setHeader } from '../fuzz/ask.ts';
import { Bank } from '../fuzz/bank.ts';
import { send } from '../fuzz/send.ts';
import { columnNames } from '../fuzz/spoiled-bodies.ts';
import { lastingState } from '../fuzz/tables.ts';
import { ValidAsks } from '../fuzz/valid.ts';
import { openCounter } from '../support/counter.ts';
import { type Schema, Wire } from '../support/wire.ts';

async function openBank() {
  const counter = await openCounter();
  const random = new Random(30);
  const wire = await Wire.of(counter.app);
  const bank = await Bank.open(counter, random);
  return { counter, wire, asks: new ValidAsks(bank, wire, random), party: bank.parties[0] };
}

/** Names that a schema, or one of its alternatives, has. */
function fieldsOf(wire: Wire, schema: Schema): string[] {
  const { properties = {}, oneOf = [], anyOf = [] } = wire.resolve(schema);
  const others = [...oneOf, ...anyOf].flatMap((one) => fieldsOf(wire, one));
  return [...Object.keys(properties), ...others];
}

test('P30 no body takes a column that is not a field of it', async () => {
  const { counter, wire, asks, party } = await openBank();
  await using open = counter;
  const before = await lastingState(open.context);
  expect(columnNames.length).toBeGreaterThan(80);
  const bodies = wire.operations.filter(({ body }) => body !== undefined);
  expect(bodies.length).toBeGreaterThanOrEqual(4);
  for (const operation of bodies) {
    const known = new Set(fieldsOf(wire, operation.body ?? {}));
    const ask = await asks.next(operation);
    const cookie = operation.security?.some(({ session }) => session !== undefined);
    if (cookie === true) setHeader(ask, 'Cookie', party?.cookie);
    if (cookie === true) setHeader(ask, 'X-Otp-Session', party?.sessionId);
    for (const [index, name] of columnNames.filter((one) => !known.has(one)).entries()) {
      const value = [ask.canary, 1, null][index % 3];
      const body = JSON.stringify({ ...(ask.sent as object), [name]: value });
      const { status, text } = await send(open, { ...ask, body });
      expect(`${String(status)} ${text}`, `${operation.path} ${name}`).toMatch(
        /^400 .*"code":"invalid-request"/,
      );
    }
  }
  expect(await lastingState(open.context)).toBe(before);
}, 300_000);

test('P30 no query takes a name that is not a part of it', async () => {
  const { counter, wire, party } = await openBank();
  await using open = counter;
  const asked = wire.operations.filter(({ parameters }) =>
    parameters.some((one) => one.in === 'query'),
  );
  expect(asked.length).toBeGreaterThanOrEqual(2);
  for (const { path, parameters } of asked) {
    const known = new Set(parameters.map(({ name }) => name));
    const needed = path.endsWith('/preview') ? 'to=shared&' : '';
    for (const name of columnNames.filter((one) => !known.has(one))) {
      const headers = { Cookie: party?.cookie ?? '', 'X-Otp-Session': party?.sessionId ?? '' };
      const response = await open.app.request(`${path}?${needed}${name}=1`, { headers });
      expect(response.status, `${path} ${name}`).toBe(400);
    }
  }
});
