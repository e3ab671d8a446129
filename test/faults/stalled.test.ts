// A111: a service that stands still for two minutes, because the machine froze it or because it is
// busy with itself. A code that was sent before and is judged after its time is refused.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minute, second } from '../../bff/durations.ts';
import { openBank, type Bank } from './bank.ts';
import { Clerk } from './clerk.ts';
import { readLeftBehind } from './left-behind.ts';
import { faultSeed, Random } from './random.ts';
import { Service } from './service.ts';

/** The bank's clock runs forty times as fast, here and in the service. */
const speed = 40;
/**
 * Milliseconds of the machine; two minutes of the bank, more than any code lives. Node gives up a
 * kept connection after five seconds without a request; it would reset what waits there.
 */
const standstill = (2 * minute) / speed;

let folder: string;
let bank: Bank;
let started: number;
let began: number;
const now = () => Math.floor(began + (performance.now() - started) * speed);

beforeEach(async () => {
  started = performance.now();
  began = Date.UTC(2026, 3, 1, 9);
  folder = mkdtempSync(join(tmpdir(), 'otp-stalled-'));
  bank = await openBank({ folder, now, corporations: 2 });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function openCounter() {
  const service = await Service.open(bank, { clock: { now: now(), speed } });
  const clerks = bank.corporations.map((one) => new Clerk(bank, one, new Random(faultSeed())));
  for (const clerk of clerks) {
    clerk.goTo(service);
    await clerk.signIn();
    await clerk.work();
  }
  // The codes of the first registration are spent; these are new.
  began += 2 * minute;
  await service.order({ now: now() });
  return { service, clerks };
}

type Stall = (service: Service) => Promise<unknown>;

const stalls: [string, Stall][] = [
  [
    'frozen by the machine',
    async ({ process }) => {
      process.kill('SIGSTOP');
      await setTimeout(standstill);
      process.kill('SIGCONT');
    },
  ],
  ['busy with itself', (service) => service.order({ stall: standstill })],
];

test.each(stalls)(
  'A111 %s, it judges codes by its new time',
  { timeout: minute },
  async (_, stall) => {
    const { clerks, ...counter } = await openCounter();
    await using service = counter.service;
    const [clerk, other] = clerks;
    if (clerk?.inUse === undefined || other === undefined) throw new Error('nobody is there');
    const opened = await clerk.person.open({ operation: 'replace-token' });

    const sent = clerk.inUse.code();
    const sentAt = now();
    const standing = stall(service);
    // It stands, and these wait in its socket; the codes were right when they were sent.
    await setTimeout(100);
    const waiting = [
      clerk.person.prove(opened.body, sent),
      clerk.ask('M1', sent),
      clerk.ask('M1', sent),
    ];
    await standing;
    const answers = await Promise.all(waiting);
    expect(now() - sentAt).toBeGreaterThan(100 * second);
    const told = answers.map(({ body }) => (body as { code: string }).code);
    // What the portal's servers signed is too old by now, and no code of theirs is judged.
    expect(told).toEqual(['otp-rejected', 'signature-refused', 'signature-refused']);

    // Nobody else is held up, and he himself goes on with what his token shows now.
    await other.work();
    const proved = await clerk.person.prove(opened.body, clerk.inUse.code());
    expect(proved.body).toMatchObject({ state: 'proved' });
    await service.kill();

    const left = readLeftBehind(bank.path).corporations.get(clerk.corporation.corporationId);
    // The one that was judged was charged once, and the right one ended the row.
    const rejected = left?.entries.filter(({ result }) => result === 'otp-rejected');
    expect(rejected).toHaveLength(1);
    expect(left?.wrong).toEqual({});
    expect(left?.faults).toEqual([]);
  },
);
