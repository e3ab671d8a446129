import { describe, expect, test } from 'vitest';
import { hour, minute, second } from '../../../bff/durations.ts';
import { Refusal } from '../../../bff/errors/refusal.ts';
import { createLog } from '../../../bff/log.ts';
import type { Database, Server } from '../../../bff/store/database.ts';
import { corporation, fence } from '../../../bff/store/schema/index.ts';
import { ClockKeeper } from '../../../bff/watch/clock-keeper.ts';
import { TestClock } from '../../support/counter.ts';
import { openTestDatabase } from '../../support/database.ts';
import { insertCorporation } from '../../support/rows.ts';

/** A keeper on a database with one corporation, and everything that it logs. */
async function openKeeper(database: Database) {
  await database.write((tx) => insertCorporation(tx));
  const clock = new TestClock();
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>);
  const keeper = new ClockKeeper({ clock, database, log: createLog('info', { write }) });
  return { keeper, clock, lines };
}

/** What whoever judges a code now is told: the instant, or how long to wait. */
function ask(keeper: ClockKeeper, clock: TestClock): string {
  try {
    return keeper.now() === clock.now() ? 'now' : 'another instant';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.code} ${Date.parse(error.facts.retryAt ?? '') - clock.now()}`;
  }
}

async function readFences(database: Database) {
  return database.read(async (tx) => ({
    fencedAt: (await tx.select().from(corporation)).map(({ fencedAt }) => fencedAt),
    reasons: (await tx.select().from(fence)).map(({ reason }) => reason),
  }));
}

describe('the clock of a service', () => {
  test('is told while it goes as it should', async () => {
    await using database = await openTestDatabase();
    const { keeper, clock, lines } = await openKeeper(database);
    for (const span of [1, second, hour, 24 * hour]) {
      clock.advance(span);
      expect(ask(keeper, clock)).toBe('now');
    }
    expect(lines).toEqual([]);
  });

  test('A11 that went back is told only behind a fence', async () => {
    await using database = await openTestDatabase();
    const { keeper, clock, lines } = await openKeeper(database);
    clock.turn(-hour);
    expect(ask(keeper, clock)).toBe(`clock-unreliable ${second}`);
    await keeper.settled();
    expect(await readFences(database)).toEqual({
      fencedAt: [clock.now()],
      reasons: ['clock-went-back'],
    });
    expect(ask(keeper, clock)).toBe('now');
    expect(lines.map(({ msg, state, reason, offBy }) => [msg, state ?? reason, offBy])).toEqual([
      ['clock judged', 'went-back', -hour],
      ['fence raised', 'clock-went-back', undefined],
      ['clock judged', 'steady', 0],
    ]);
  });

  test('stays unreliable while its fence can not be committed', async () => {
    await using database = await openTestDatabase();
    let full = true;
    const write: Database['write'] = (work) =>
      full ? Promise.reject(new Refusal('storage-full')) : database.write(work);
    const { clock } = await openKeeper(database);
    const log = createLog('silent');
    const other = new ClockKeeper({ clock, database: { ...database, write }, log });
    clock.turn(-hour);
    expect(ask(other, clock)).toBe(`clock-unreliable ${second}`);
    await other.settled();
    expect(ask(other, clock)).toBe(`clock-unreliable ${second}`);
    await other.settled();
    full = false;
    other.look();
    await other.settled();
    expect(ask(other, clock)).toBe('now');
    expect((await readFences(database)).reasons).toEqual(['clock-went-back']);
  });

  test('A109 that jumped ahead is told after a minute', async () => {
    await using database = await openTestDatabase();
    const { keeper, clock } = await openKeeper(database);
    clock.turn(hour);
    expect(ask(keeper, clock)).toBe(`clock-unreliable ${minute}`);
    clock.advance(59 * second);
    expect(ask(keeper, clock)).toBe(`clock-unreliable ${second}`);
    clock.advance(second);
    expect(ask(keeper, clock)).toBe('now');
    expect((await readFences(database)).reasons).toEqual([]);
  });

  test('A13 that jumped ahead and back raises no fence', async () => {
    await using database = await openTestDatabase();
    const { keeper, clock } = await openKeeper(database);
    clock.turn(hour);
    expect(ask(keeper, clock)).toBe(`clock-unreliable ${minute}`);
    clock.turn(-hour);
    expect(ask(keeper, clock)).toBe('now');
    await keeper.settled();
    expect((await readFences(database)).reasons).toEqual([]);
  });
});

describe("the database server's clock", () => {
  test.each([
    [2 * second, 'now'],
    [-2 * second, 'now'],
    [2 * second + 1, `clock-unreliable ${second}`],
    [-2 * second - 1, `clock-unreliable ${second}`],
  ])('A110 %i ms apart: %s', async (apart, told) => {
    await using database = await openTestDatabase();
    const clocks = { apart: 0 };
    const theirs: Server = {
      watch: () => Promise.resolve(),
      look: () => Promise.resolve(clock.now() + clocks.apart),
    };
    const { keeper, clock } = await openKeeper({ ...database, server: theirs });
    clocks.apart = apart;
    await keeper.compare();
    expect(ask(keeper, clock)).toBe(told);
    clocks.apart = 0;
    await keeper.compare();
    expect(ask(keeper, clock)).toBe('now');
  });
});
