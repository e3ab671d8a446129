import { describe, expect, test } from 'vitest';
import { hour, minute, second } from '../../../bff/durations.ts';
import {
  believe,
  type ClockState,
  unreliableFor,
  watchClock,
} from '../../../bff/watch/clock-watch.ts';

const noon = Date.UTC(2026, 3, 1, 12);

/** Looks at the clocks each second; `turned` says by how much the wall clock is off that moment. */
function watchFor(seconds: number, turned: (at: number) => number): ClockState[] {
  let state = believe({ wall: noon, elapsed: 0 });
  return Array.from({ length: seconds }, (_, index) => {
    const elapsed = (index + 1) * second;
    state = watchClock(state, { wall: noon + elapsed + turned(elapsed), elapsed });
    return state;
  });
}

function kinds(states: readonly ClockState[]): string[] {
  return states.map(({ kind }) => kind);
}

describe('a clock that is watched', () => {
  test('is steady while nobody turns it', () => {
    expect(new Set(kinds(watchFor(600, () => 0)))).toEqual(new Set(['steady']));
  });

  test('may be adjusted for hours, half a millisecond a second', () => {
    const slewed = watchFor(6 * 3600, (at) => -at * 0.0005);
    expect(new Set(kinds(slewed))).toEqual(new Set(['steady']));
  });

  test.each([
    [-2 * second, 'steady'],
    [-2 * second - 20, 'went-back'],
    [2 * second, 'steady'],
    [2 * second + 20, 'ahead'],
  ])('turned by %i ms it is %s', (turned, kind) => {
    expect(kinds(watchFor(10, (at) => (at < 10 * second ? 0 : turned))).at(-1)).toBe(kind);
  });

  test('turned back in many small steps is noticed', () => {
    const creeping = watchFor(10, (at) => (-at / second) * 500);
    expect(kinds(creeping).slice(3)).toContain('went-back');
  });

  test('that went back waits to be believed again', () => {
    const back = watchFor(90, (at) => (at < 10 * second ? 0 : -hour)).at(-1);
    if (back === undefined) throw new Error('no state');
    const later = { wall: noon + 95 * second - hour, elapsed: 95 * second };
    expect(watchClock(back, later).kind).toBe('went-back');
    expect(unreliableFor(back, later)).toBe(second);
    expect(watchClock(believe(later), later).kind).toBe('steady');
  });

  test('ahead for a minute is believed', () => {
    const jumped = watchFor(80, (at) => (at < 10 * second ? 0 : hour));
    expect(kinds(jumped).lastIndexOf('ahead')).toBe(68);
    expect(jumped.at(-1)).toMatchObject({ kind: 'steady', offset: noon + hour });
  });

  test('ahead and back again was never believed', () => {
    const corrected = watchFor(40, (at) => (at >= 10 * second && at < 30 * second ? hour : 0));
    expect(kinds(corrected)[20]).toBe('ahead');
    expect(corrected.at(-1)).toMatchObject({ kind: 'steady' });
    expect(kinds(corrected)).not.toContain('went-back');
  });

  test('that jumps on and on is not believed', () => {
    const restless = watchFor(200, (at) => (at / second) * 10 * second);
    expect(new Set(kinds(restless))).toEqual(new Set(['ahead']));
  });

  test('tells how long a jump ahead has yet to stand', () => {
    const state = watchFor(30, (at) => (at < 10 * second ? 0 : hour)).at(-1);
    if (state === undefined) throw new Error('no state');
    const sample = { wall: noon + hour + 30 * second, elapsed: 30 * second };
    expect(unreliableFor(state, sample)).toBe(minute - 20 * second);
  });
});
