// A98, P46: a full disk refuses and never half does. Database and log lie on a small disk that is
// filled and freed under a running service.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minute } from '../../bff/durations.ts';
import { openBank, type Bank } from './bank.ts';
import { compare } from './book.ts';
import { Clerk, Unexpected } from './clerk.ts';
import { readLeftBehind } from './left-behind.ts';
import { faultSeed, Random } from './random.ts';
import { Service } from './service.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

/** The log alone may grow to 32 MiB. */
const diskSize = 64 * 1024 * 1024;
/** A change writes fewer pages than this. */
const pagesOfAChange = 40;

let folder: string;
let disk: SmallDisk;
let bank: Bank;
let now = Date.UTC(2026, 3, 1, 9);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'otp-full-'));
  disk = await mountSmallDisk(diskSize);
  bank = await openBank({ folder, now: () => now });
  copyFileSync(bank.path, join(disk.outside, 'counter.db'));
  bank.env['OTP_DATABASE_URL'] = `file:${join(disk.inside, 'counter.db')}`;
});

afterEach(async () => {
  await disk[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function openCounter() {
  const service = await Service.open(bank, { clock: { now }, through: disk.through });
  const [corporation] = bank.corporations;
  if (corporation === undefined) throw new Error('no corporation');
  const clerk = new Clerk(bank, corporation, new Random(faultSeed()));
  clerk.goTo(service);
  const later = async (by: number) => {
    now += by;
    await service.order({ now });
  };
  await clerk.signIn();
  await clerk.work();
  await later(minute);
  return { service, clerk, later };
}

/** What the service left on the disk, once it was killed. */
function leftOf(clerk: Clerk) {
  for (const part of ['counter.db', 'counter.db-wal'])
    copyFileSync(join(disk.outside, part), join(folder, part));
  const { integrity, corporations } = readLeftBehind(join(folder, 'counter.db'));
  expect(integrity).toBe('ok');
  const left = corporations.get(clerk.corporation.corporationId);
  if (left === undefined) throw new Error('the corporation is gone');
  return left;
}

test('A98 a full disk refuses every write, then works', { timeout: 2 * minute }, async () => {
  const { clerk, later, ...counter } = await openCounter();
  await using service = counter.service;
  const { inUse, person } = clerk;
  if (inUse === undefined) throw new Error('no token in use');
  const opened = await person.open({ operation: 'replace-token' });
  const wrong = await person.prove(opened.body, inUse.wrongCode());
  expect(wrong.body.code).toBe('otp-rejected');

  disk.fill();
  const refusals = [
    await person.prove(opened.body, inUse.code()),
    await person.prove(opened.body, inUse.wrongCode()),
    await person.open({ operation: 'replace-token' }),
    await person.cancel(opened.body),
    await clerk.ask('M1', inUse.code()),
    await clerk.ask('M1', inUse.wrongCode()),
    await person.ask<{ code: string }>('DELETE', '/session'),
  ];
  for (const { status, body } of refusals)
    expect({ status, body }).toMatchObject({ status: 503, body: { code: 'storage-full' } });
  await expect(clerk.signIn()).rejects.toThrow('503');
  // Whoever only asks is answered.
  const unchanged = await person.get<{ state: string }>(`/intents/${opened.body.id}`);
  expect(unchanged.body.state).toBe('open');

  disk.free();
  await later(minute);
  const proved = await person.prove(opened.body, inUse.code());
  expect(proved.body).toMatchObject({ state: 'proved' });
  await service.kill();
  const left = leftOf(clerk);
  expect(left.faults).toEqual([]);
  expect(left.live).toBe('proved');
  // One wrong code was acknowledged before; of those that were refused none was judged.
  expect(left.entries.map(({ result }) => result).slice(-2)).toEqual(['otp-rejected', 'done']);
});

test(
  'P46 space that ends within a change leaves all or nothing',
  { timeout: 4 * minute },
  async () => {
    const { clerk, later, ...counter } = await openCounter();
    await using service = counter.service;
    let refused = 0;
    for (let pages = 0; pages < pagesOfAChange; pages += 1) {
      disk.fill(pages);
      refused += await worksOrRefuses(clerk);
      disk.free();
      await later(minute);
      await clerk.signIn();
      await clerk.work();
      await later(minute);
    }
    expect(refused).toBeGreaterThan(pagesOfAChange / 4);
    await service.kill();
    const findings = compare(clerk.book, undefined, leftOf(clerk));
    expect(findings).toMatchObject({ lostChanges: 0, lostCharges: 0 });
    expect(findings.agreed).toEqual(clerk.book);
  },
);

/** 1 if a full disk stopped him; anything but `storage-full` fails. */
async function worksOrRefuses(clerk: Clerk): Promise<number> {
  try {
    await clerk.work();
    return 0;
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    expect(error.message).toContain('storage-full');
    clerk.doubt = undefined;
    return 1;
  }
}

test('A98 stopped on a full disk it keeps what it told', { timeout: 2 * minute }, async () => {
  const { service, clerk, later } = await openCounter();
  await later(minute);
  await clerk.work();
  disk.fill();
  await service.stop();
  disk.free();
  now += 60 * minute;
  await using again = await Service.open(bank, { clock: { now }, through: disk.through });
  clerk.goTo(again);
  // It could not write that it ended well, so a fence stands for a while.
  now += 2 * minute;
  await again.order({ now });
  await clerk.signIn();
  await clerk.work();
  await again.kill();
  expect(compare(clerk.book, undefined, leftOf(clerk)).agreed).toEqual(clerk.book);
});
