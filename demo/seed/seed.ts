// Fills a new demo: two corporations, their people, their stock; and brings one of them into use.
//
// Goes in through the public entry and over HTTP alone. What it makes has happened over the past
// weeks: the counter runs on a clock that the seeding turns, so that nobody waits for next codes.
import { randomBytes, randomUUID } from 'node:crypto';
import {
  createApp,
  createCorporation,
  importStock,
  syncMembers,
  type Context,
} from 'otp-madoguchi/bff';
import { openCounter, type CounterOptions } from '../server/counter.ts';
import { writeToys, type Toys } from '../server/data-folder.ts';
import { openOtpPortal } from '../server/vouching.ts';
import type { ToyToken } from '../toy/toy-token.ts';
import { corporations, reidai, type DemoCorporation, type Person } from './people.ts';
import { writePskc } from './pskc.ts';
import { makeStock } from './stock.ts';
import { Visit } from './visit.ts';

const day = 24 * 60 * 60 * 1000;

/** Days ago that the stock came; the registrations follow, one a day. */
const age = 40;

/** Users of the corporation in use who already have a token. */
const registeredUsers = 3;

class TurningClock {
  #now = Date.now() - age * day;

  now(): number {
    return this.#now;
  }

  /** Nobody turns it back: the days do go by. */
  elapsed(): number {
    return this.#now;
  }

  nextDay(): void {
    this.#now += day;
  }
}

/** Answers the pretend tokens of each corporation. */
export async function seed(options: CounterOptions): Promise<Toys> {
  const clock = new TurningClock();
  await using context = await openCounter(options, { clock });
  const toys: Record<string, readonly ToyToken[]> = {};
  for (const corporation of corporations) {
    const stock = makeStock();
    await found(context, corporation, stock);
    toys[corporation.corporationId] = stock;
  }
  await bringIntoUse(context, options, clock, toys[reidai.corporationId] ?? []);
  writeToys(options.folder, toys);
  return toys;
}

async function found(
  context: Context,
  { corporationId, name, people }: DemoCorporation,
  stock: readonly ToyToken[],
): Promise<void> {
  const preSharedKey = new Uint8Array(randomBytes(16));
  const file = writePskc(stock, { preSharedKey, keyName: 'demo', manufacturer: 'Omocha Works' });
  await createCorporation(context, { corporationId, name: name.ja });
  await syncMembers(context, { corporationId, directory: directoryOf(people) });
  await importStock(context, { corporationId, bytes: Buffer.from(file), preSharedKey });
}

/** The portal's directory, as the counter asks for it. */
function directoryOf(people: readonly Person[]) {
  const members = people.map((person, i) => ({ ...person, master: i === 0 }));
  return { members: () => Promise.resolve(members) };
}

/** First registration of the master, then a few users, each with the next token of the stock. */
async function bringIntoUse(
  context: Context,
  { origin, keys, client }: CounterOptions,
  clock: TurningClock,
  [masterToken, ...others]: readonly ToyToken[],
): Promise<void> {
  const { corporationId, people } = reidai;
  const [master, ...users] = people;
  if (master === undefined || masterToken === undefined) throw new Error('There is no master');
  const app = createApp(context);
  const otp = openOtpPortal({ context, keys, client, now: () => clock.now() });
  const visit = async () => {
    clock.nextDay();
    const now = clock.now();
    const session = await otp.begin({
      corporationId,
      customerId: master.customerId,
      isMaster: true,
      sid: randomUUID(),
      authenticatedAt: new Date(now),
      endsAt: new Date(now + day),
    });
    const [cookie] = session.headers.getSetCookie();
    if (cookie === undefined) throw new Error('The counter refused to begin a session');
    return Visit.begin({ fetch: (request) => app.fetch(request), origin, cookie, now });
  };
  await (await visit()).registerFirst(masterToken);
  for (const [i, token] of others.slice(0, registeredUsers).entries()) {
    const user = users[i];
    if (user === undefined) return;
    await (await visit()).registerUser(user.customerId, token, masterToken);
  }
}
