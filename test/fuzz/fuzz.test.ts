// A fuzzer that reads our description of the wire and drives the service with valid, spoiled and
// hostile requests of real sessions. Every answer must be one that is described for that route, say
// nothing that was sent, never be a fault of ours, and leave everything as it was where it refuses.
//
// `OTP_FUZZ_SEED` makes up other requests; each test names the seed of its own.
import { afterAll, expect, test } from 'vitest';
import { dialect } from '#columns';
import { Random } from '../faults/random.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { Wire } from '../support/wire.ts';
import type { Answered, Ask } from './ask.ts';
import { Bank, signInEvery } from './bank.ts';
import { faultsOf } from './judge.ts';
import { Maker } from './maker.ts';
import { send } from './send.ts';
import { lastingState } from './tables.ts';

const runs = 8;
/** In one run. Both dialects together are asked more than twenty thousand times. */
const asks = dialect === 'pg' ? 600 : 2000;
/** A step goes by, so that tokens show new codes. */
const tickEvery = 25;
/** All tables are read before and after a request. */
const compareEvery = 20;
const faultsShown = 5;
/** So many changes are opened in a row at first: more than anybody may leave unfinished. */
const hurried = 14;

const byStatus = new Map<number, number>();
const bySort = new Map<string, number>();
const succeeded = new Set<string>();

afterAll(() => {
  const sorted = (counts: Map<string | number, number>) =>
    [...counts].sort().map(([name, count]) => `${String(name)} ${String(count)}`);
  console.log(`fuzz (${dialect}): ${sorted(byStatus).join(', ')}`);
  console.log(`fuzz (${dialect}): ${sorted(bySort).join(', ')}`);
});

function tell({ method, target, headers, body, how }: Ask): string {
  const shown = typeof body === 'string' ? body.slice(0, 300) : (body?.length ?? 0);
  return `${how}: ${method} ${target.slice(0, 200)}\n${JSON.stringify(headers).slice(0, 900)}\n${String(shown)}`;
}

/** Keeps up with what the request has done. */
async function follow(bank: Bank, ask: Ask, { status, text }: Answered): Promise<void> {
  const { method, path } = ask.operation;
  if (status < 300) succeeded.add(`${method} ${path}`);
  if (status === 401 || (method === 'DELETE' && path.endsWith('/session')))
    await bank.renew(ask.party);
  if (status < 300 && text !== '' && method === 'POST')
    bank.learn(ask.party, JSON.parse(text), ask.sent);
}

/** The service's two apps, each with its description. */
async function servicesOf({ app, serverApp, portalServer }: TestCounter) {
  return [
    { app, portalServer, wire: await Wire.of(app) },
    { app: serverApp, portalServer, wire: await Wire.of(serverApp, '/openapi.json') },
  ] as const;
}

async function runFrom(seed: number): Promise<string[]> {
  const random = new Random(seed);
  await using counter = await openCounter();
  const [pages, servers] = await servicesOf(counter);
  // One run of eight is about what the portal's servers ask.
  const service = seed % runs === 0 ? servers : pages;
  const { wire } = service;
  const bank = await Bank.open(counter, random);
  const maker = new Maker(bank, wire, random);
  const secrets = bank.corporations.flatMap(({ tokens }) => tokens.map(({ tokenId }) => tokenId));
  const found: string[] = [];
  let signedInAt = counter.clock.now();

  for (let made = 0; made < asks && found.length < faultsShown; made += 1) {
    if (made % tickEvery === 0) bank.tick();
    if (counter.clock.now() - signedInAt >= signInEvery) {
      signedInAt = counter.clock.now();
      await bank.signInAgain();
    }
    const ask = (made < hurried ? await maker.hurry() : undefined) ?? (await maker.next());
    const compared = made % compareEvery === 0;
    const before = compared ? await lastingState(counter.context) : '';
    const answer = await send(service, ask);
    byStatus.set(answer.status, (byStatus.get(answer.status) ?? 0) + 1);
    bySort.set(maker.sort, (bySort.get(maker.sort) ?? 0) + 1);
    const faults = faultsOf(wire, ask, answer, secrets);
    if (compared && answer.status >= 400 && (await lastingState(counter.context)) !== before)
      faults.push('a refusal changed something');
    await follow(bank, ask, answer);
    if (faults.length > 0)
      found.push(`#${String(made)} ${faults.join('; ')}\n${tell(ask)}\n${answer.text}`);
  }
  return found;
}

const first = Number(process.env.OTP_FUZZ_SEED ?? 20_261_124);
for (const seed of Array.from({ length: runs }, (_, index) => first + index)) {
  test(
    `seed ${String(seed)}: ${String(asks)} requests are answered as described`,
    { timeout: 300_000 },
    async () => {
      expect((await runFrom(seed)).join('\n\n')).toBe('');
    },
  );
}

test('the requests met every kind of answer, and each route its success', async () => {
  await using counter = await openCounter();
  const operations = (await servicesOf(counter)).flatMap(({ wire }) => wire.operations);
  expect([...succeeded].sort()).toEqual(
    [...new Set(operations.map(({ method, path }) => `${method} ${path}`))].sort(),
  );
  const met = [...byStatus.keys()].sort();
  expect(met).toEqual([200, 201, 204, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429]);
});
