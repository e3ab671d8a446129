// P27: no state bleeds from one request to another. Two hundred corporations ask at the same time, in
// an order that nobody plans; every name that an answer carries is the asker's own.
//
// `OTP_INTERLEAVED` sets how many requests; on PGlite fewer, for it answers one at a time.
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { dialect } from '#columns';
import { createCorporation } from '../../bff/desk/create-corporation.ts';
import { syncMembers } from '../../bff/desk/sync-members.ts';
import { Random } from '../faults/random.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { Person } from '../support/person.ts';

const corporations = 200;
/** In flight at once. */
const askers = 64;
const requests = Number(process.env.OTP_INTERLEAVED ?? (dialect === 'pg' ? 2000 : 100_000));

interface Asker {
  canary: string;
  person: Person;
  sessionId: string;
}

const canaries = /canary\d{4}/g;

async function openOne(counter: TestCounter, index: number, sign: Sign): Promise<Asker> {
  const { context } = counter;
  const canary = `canary${String(index).padStart(4, '0')}`;
  const corporationId = `X${String(index)}`;
  await createCorporation(context, { corporationId, name: canary });
  const one = { name: canary, role: 'general' as const, master: false };
  const members = [
    { ...one, customerId: `${canary}M`, role: 'administrator' as const, master: true },
    { ...one, customerId: `${canary}U1` },
    { ...one, customerId: `${canary}U2` },
  ];
  const directory = { members: () => Promise.resolve(members) };
  await syncMembers(context, { corporationId, directory });
  const claims = { sub: `${canary}M`, corp_id: corporationId, role: 'master' };
  const person = await Person.signIn(counter.app, await sign('M1', claims));
  const session = await person.get<{ id: string }>('/session');
  return { canary, person, sessionId: session.body.id };
}
type Sign = (customerId: string, claims: Record<string, unknown>) => Promise<string>;

test(`P27 ${String(requests)} interleaved requests carry their own names alone`, async () => {
  await using counter = await openCounter();
  const { assertion } = await counter.openCorporation();
  const people = await Promise.all(
    Array.from({ length: corporations }, (_, index) => openOne(counter, index, assertion)),
  );
  const random = new Random(27);
  const strays: string[] = [];
  let left = requests;

  async function askOn(): Promise<void> {
    while (left > 0 && strays.length === 0) {
      left -= 1;
      const { canary, person, sessionId } = random.pick(people);
      const path = random.pick(['/session', '/members', `/members/${canary}U1`]);
      if (random.below(4) === 0) await setImmediate();
      const answer = await person.ask('GET', path, undefined, { 'X-Otp-Session': sessionId });
      const told = new Set(JSON.stringify(answer.body).match(canaries));
      if (answer.status !== 200 || told.size !== 1 || !told.has(canary))
        strays.push(`${canary} ${path}: ${String(answer.status)} ${[...told].join()}`);
    }
  }

  await Promise.all(Array.from({ length: askers }, () => askOn()));
  expect(strays).toEqual([]);
  expect(left).toBe(0);
}, 600_000);
