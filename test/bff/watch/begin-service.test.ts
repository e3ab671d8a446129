import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dialect } from '#columns';
import { createCorporation } from '../../../bff/desk/create-corporation.ts';
import { second } from '../../../bff/durations.ts';
import { createLog } from '../../../bff/log.ts';
import type { Database, MeetServer } from '../../../bff/store/database.ts';
import { corporation, fence, serviceState } from '../../../bff/store/schema/index.ts';
import { beginService, type Service } from '../../../bff/watch/begin-service.ts';
import { TestClock } from '../../support/counter.ts';
import { openTestDatabase } from '../../support/database.ts';

const log = createLog('silent');
const config = { environment: 'test' };
let folder: string;
let highWaterFile: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otp-begin-'));
  highWaterFile = join(folder, 'high-water');
});
afterEach(() => rm(folder, { recursive: true }));

function begin(database: Database, clock: TestClock): Promise<Service> {
  return beginService({ config, database, clock, log, highWaterFile });
}

async function readReasons(database: Database): Promise<string[]> {
  const rows = await database.read((tx) => tx.select().from(fence));
  return rows.map(({ reason }) => reason).sort();
}

async function readState(database: Database) {
  return (await database.read((tx) => tx.select().from(serviceState))).at(0);
}

/** How far the file says that the database has come. */
async function readPosition(): Promise<unknown> {
  const kept = JSON.parse(await readFile(highWaterFile, 'utf8')) as { position: unknown };
  return kept.position;
}

describe('a service', () => {
  test('begins on an empty database without a fence', async () => {
    await using database = await openTestDatabase();
    const clock = new TestClock();
    const service = await begin(database, clock);
    expect(service.clockWatch.now()).toBe(clock.now());
    expect(await readState(database)).toMatchObject({ state: 'running', seenAt: clock.now() });
    expect(await readPosition()).toBe(0);
    clock.advance(second);
    await service.end();
    expect(await readState(database)).toMatchObject({ state: 'stopped', seenAt: clock.now() });
    expect(await readReasons(database)).toEqual([]);
  });

  test('that ended well begins again without a fence', async () => {
    await using database = await openTestDatabase();
    const clock = new TestClock();
    await (await begin(database, clock)).end();
    // As an operator's command does it: no service, and the history grows.
    await createCorporation({ clock, config, database }, { corporationId: 'C1', name: '見本' });
    const service = await begin(database, clock);
    expect(await readReasons(database)).toEqual([]);
    expect(await readPosition()).toBe(1);
    await service.end();
  });

  test('that ended badly finds a fence on a file alone', async () => {
    await using database = await openTestDatabase();
    const clock = new TestClock();
    const killed = await begin(database, clock);
    const service = await begin(database, clock);
    expect(await readReasons(database)).toEqual(dialect === 'sqlite' ? ['unclean-start'] : []);
    await service.end();
    await killed.end();
  });

  test('A11 that begins at an earlier hour raises a fence', async () => {
    await using database = await openTestDatabase();
    const clock = new TestClock();
    await (await begin(database, clock)).end();
    await createCorporation({ clock, config, database }, { corporationId: 'C1', name: '見本' });
    clock.turn(-3 * second);
    await (await begin(database, clock)).end();
    expect(await readReasons(database)).toEqual(['clock-went-back']);
    const [row] = await database.read((tx) => tx.select().from(corporation));
    expect(row).toMatchObject({ fencedAt: clock.now(), restoredAt: 0 });
    await (await begin(database, clock)).end();
    expect(await readReasons(database)).toEqual(['clock-went-back']);
  });

  test('A107 on a database older than its high-water mark raises one', async () => {
    await using database = await openTestDatabase();
    const clock = new TestClock();
    await createCorporation({ clock, config, database }, { corporationId: 'C1', name: '見本' });
    await writeFile(highWaterFile, '{"position":2,"at":"2026-04-01T00:00:00.000Z"}');
    await (await begin(database, clock)).end();
    expect(await readReasons(database)).toEqual(['restore']);
    const [row] = await database.read((tx) => tx.select().from(corporation));
    expect(row).toMatchObject({ fencedAt: 0, restoredAt: clock.now() });
    expect(await readPosition()).toBe(1);
    await (await begin(database, clock)).end();
    expect(await readReasons(database)).toEqual(['restore']);
  });

  test('A107 takes an unreadable high-water mark for the worst', async () => {
    await using database = await openTestDatabase();
    await writeFile(highWaterFile, '');
    await (await begin(database, new TestClock())).end();
    expect(await readReasons(database)).toEqual(['restore']);
  });

  test('goes on where its high-water mark can not be written', async () => {
    await using database = await openTestDatabase();
    highWaterFile = join(folder, 'nowhere', 'high-water');
    const service = await begin(database, new TestClock());
    await service.end();
    expect(await readState(database)).toMatchObject({ state: 'stopped' });
  });

  test('with a clock that jumped leaves no mark', async () => {
    await using database = await openTestDatabase();
    const clock = new TestClock();
    const service = await begin(database, clock);
    const { seenAt } = (await readState(database)) ?? {};
    clock.turn(60 * second);
    await service.end();
    expect(await readState(database)).toMatchObject({ state: 'running', seenAt });
  });
});

describe('a server that is exchanged', () => {
  /** A database whose server says what the test says. */
  function onServer(database: Database) {
    const greeters: MeetServer[] = [];
    const watch = async (meet: MeetServer) => {
      greeters.push(meet);
      await meet('7301/00000001', database);
    };
    const look = () => Promise.resolve(new TestClock().now());
    return { served: { ...database, server: { watch, look } }, greeters };
  }

  test('A108 is met behind a fence, once for all', async () => {
    await using database = await openTestDatabase();
    const clock = new TestClock();
    await createCorporation({ clock, config, database }, { corporationId: 'C1', name: '見本' });
    const { served, greeters } = onServer(database);
    const services = [await begin(served, clock), await begin(served, clock)];
    const before = await readReasons(database);
    for (const meet of greeters) await meet('7301/00000002', database);
    expect((await readReasons(database)).filter((one) => !before.includes(one))).toEqual([
      'promotion',
    ]);
    expect(await readState(database)).toMatchObject({ server: '7301/00000002' });
    const [row] = await database.read((tx) => tx.select().from(corporation));
    expect(row).toMatchObject({ fencedAt: clock.now(), restoredAt: 0 });
    for (const service of services) await service.end();
  });

  test('A107 for another cluster counts as restored', async () => {
    await using database = await openTestDatabase();
    const { served, greeters } = onServer(database);
    const service = await begin(served, new TestClock());
    for (const meet of greeters) await meet('7302/00000001', database);
    expect(await readReasons(database)).toEqual(['restore']);
    await service.end();
  });

  test('that does not tell its name is compared with nothing', async () => {
    await using database = await openTestDatabase();
    const { served, greeters } = onServer(database);
    const service = await begin(served, new TestClock());
    for (const name of ['', '7301/00000001']) {
      for (const meet of greeters) await meet(name, database);
    }
    expect(await readReasons(database)).toEqual([]);
    await service.end();
  });
});
