import { describe, expect, test } from 'vitest';
import { second } from '../../../bff/durations.ts';
import { type Beginning, causeOfServer, causesAtStart } from '../../../bff/watch/fence-cause.ts';

const now = Date.UTC(2026, 3, 1, 12);
const stopped = { state: 'stopped', seenAt: now - second } as const;
const running = { state: 'running', seenAt: now - second } as const;
const quiet: Beginning = { last: stopped, exclusive: true, now, position: 7, highWater: 7 };

describe('a start', () => {
  test.each<[string, Partial<Beginning>, string[]]>([
    ['after a good end', {}, []],
    ['on a database that nobody ever had', { last: undefined, highWater: undefined }, []],
    ['after a command that moved the database on', { position: 9 }, []],
    ['after a kill', { last: running }, ['unclean-start']],
    ['beside other services', { last: running, exclusive: false }, []],
    ['with a clock 2 s behind', { last: { ...stopped, seenAt: now + 2 * second } }, []],
    [
      'with a clock further behind',
      { last: { ...stopped, seenAt: now + 2 * second + 1 } },
      ['clock-went-back'],
    ],
    ['on an older database', { highWater: 8 }, ['restore']],
    ['on an empty database where one was', { last: undefined, position: 0 }, ['restore']],
    ['with a high-water mark that says nothing', { highWater: 'unreadable' }, ['restore']],
    [
      'on the older copy of a running database',
      { last: running, highWater: 8 },
      ['unclean-start', 'restore'],
    ],
  ])('%s', (_, beginning, causes) => {
    expect(causesAtStart({ ...quiet, ...beginning })).toEqual(causes);
  });
});

describe('a server', () => {
  test.each([
    ['7301/00000001', '7301/00000001', undefined],
    ['7301/00000001', '7301/00000002', 'promotion'],
    ['7301/00000002', '7301/00000001', 'promotion'],
    ['7301/00000001', '7302/00000001', 'restore'],
    ['', '7302/00000001', undefined],
    ['7301/00000001', '', undefined],
  ])('known as "%s" and met as "%s"', (known, met, cause) => {
    expect(causeOfServer(known, met)).toBe(cause);
  });
});
