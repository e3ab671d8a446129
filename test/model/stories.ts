// The properties: how stories are made up, played, counted and told. The tests and the long run both
// come here; what is proved stands in `model.ts` and `invariants.ts`.
import fc from 'fast-check';
import { StoryClock } from './bank.ts';
import * as at from './commands.ts';
import type { Command } from './commands.ts';
import { heal } from './epilogue.ts';
import * as courses from './courses.ts';
import * as events from './events.ts';
import { Model } from './model.ts';
import { type CodeKind, codeKinds } from './shown.ts';
import { Stage, type Start } from './stage.ts';
import { makeStarts, type StartName, starts } from './start.ts';
import { OwnTurns } from './turns.ts';
import type { Seat } from './world.ts';

/** What many stories have come to, together. */
export interface Tally {
  stories: number;
  asks: number;
  /** How often what was asked was answered how. */
  outcomes: Map<string, number>;
}

export function newTally(): Tally {
  return { stories: 0, asks: 0, outcomes: new Map() };
}

const desk: Seat = { corporationId: 'C1', customerId: 'M1', place: 'desk' };
const laptop: Seat = { ...desk, place: 'laptop' };
const other: Seat = { corporationId: 'C2', customerId: 'M1', place: 'desk' };
const user: Seat = { corporationId: 'C1', customerId: 'U01', place: 'desk' };

const seat = fc.oneof(
  { arbitrary: fc.constant(desk), weight: 8 },
  { arbitrary: fc.constant(laptop), weight: 3 },
  { arbitrary: fc.constant(other), weight: 2 },
  { arbitrary: fc.constant(user), weight: 2 },
);
const nth = fc.nat({ max: 11 });
/** All that can be named at the counter, whether it is possible or not. */
const opening = fc.nat({ max: 13 });
const code: fc.Arbitrary<CodeKind> = fc.oneof(
  { arbitrary: fc.constant<CodeKind>('right'), weight: 12 },
  { arbitrary: fc.constantFrom(...codeKinds), weight: 8 },
);
const then: fc.Arbitrary<CodeKind | undefined> = fc.oneof(
  { arbitrary: fc.constant<CodeKind>('next'), weight: 4 },
  { arbitrary: fc.constant(undefined), weight: 4 },
  { arbitrary: fc.constantFrom(...codeKinds), weight: 2 },
);
const who = fc.constantFrom<Pick<Seat, 'corporationId' | 'customerId'>>(
  desk,
  desk,
  user,
  { corporationId: 'C1', customerId: 'U02' },
  other,
);

const counter: fc.Arbitrary<Command>[] = [
  seat.map(at.signIn),
  fc.tuple(seat, nth).map(([s, n]) => courses.carryThrough(s, n)),
  fc.tuple(seat, nth).map(([s, n]) => courses.carryThrough(s, n)),
  fc.tuple(seat, nth).map(([s, n]) => at.open(s, n, { likely: true })),
  fc.tuple(seat, opening).map(([s, n]) => at.open(s, n, { likely: false })),
  fc.tuple(seat, nth, fc.boolean()).map(([s, n, same]) => at.openAgain(s, n, { same })),
  fc.tuple(seat, code).map(([s, kind]) => at.prove(s, kind)),
  fc.tuple(seat, code).map(([s, kind]) => at.prove(s, kind)),
  fc.tuple(seat, code, seat).map(([s, kind, of]) => at.prove(s, kind, of)),
  fc.tuple(seat, nth, code, then).map(([s, n, kind, next]) => at.commit(s, shownOf(n, kind, next))),
  fc.tuple(seat, nth, code, then).map(([s, n, kind, next]) => at.commit(s, shownOf(n, kind, next))),
  fc.tuple(seat, nth, code, seat).map(([s, n, kind, of]) => at.commit(s, { nth: n, kind }, of)),
  // 11 wrong codes of a token in stock, or ids that nobody knows: more than an hour allows.
  fc
    .tuple(
      fc.constantFrom(desk, other),
      nth,
      fc.constantFrom(0, 10, 11),
      fc.integer({ min: 4, max: 11 }),
    )
    .map(([s, n, token, times]) => courses.guess(s, n, { nth: token, kind: 'wrong' }, times)),
  fc.tuple(seat, fc.boolean()).map(([s, same]) => at.commitAgain(s, { same })),
  fc.tuple(seat, seat).map(([s, of]) => at.cancel(s, of)),
  fc.tuple(seat, seat).map(([s, of]) => at.read(s, of)),
  fc.tuple(who, code).map(([w, kind]) => at.verify(w, kind)),
  fc.tuple(who, code, fc.integer({ min: 1, max: 6 })).map(([w, kind, n]) => at.verify(w, kind, n)),
  fc.tuple(who, fc.integer({ min: 3, max: 6 })).map(([w, n]) => at.verify(w, 'wrong', n)),
  who.map(courses.besiege),
  fc.tuple(seat, nth).map(([s, n]) => courses.dawdle(s, n)),
];

const time = fc.oneof(
  fc.integer({ min: 1, max: 90 }),
  fc.constantFrom(30, 60, 120, 600, 1801, 3601, 7201, 86_401),
);
const around: fc.Arbitrary<Command>[] = [
  time.map(events.pass),
  time.map(events.pass),
  fc.constantFrom(5, 300, 3600, -1, -5, -45, -300, -3600).map(events.turnClock),
  fc
    .tuple(fc.constantFrom('U01', 'U02', 'M1'), fc.boolean())
    .map(([id, here]) => events.sync('C1', id, here)),
  fc.constantFrom('U01', 'M1').map((id) => events.replaceMaster('C1', id)),
  nth.map(events.unlock),
  fc.tuple(nth, code, then).map(([n, first, next]) => events.resync(n, first, next ?? 'next')),
  fc.oneof(
    fc.boolean().map((keep) => events.reset('C1', keep)),
    nth.map(events.retire),
  ),
  fc.constantFrom('C1', 'C2').map(events.raiseFence),
  fc.constant(undefined).map(events.kill),
  fc.constant(undefined).map(events.restart),
  fc.constant(undefined).map(events.backUp),
  fc.constant(undefined).map(events.restore),
];

function shownOf(n: number, kind: CodeKind, next: CodeKind | undefined): at.Shown {
  return next === undefined ? { nth: n, kind } : { nth: n, kind, then: next };
}

let made: Promise<Record<StartName, Start>> | undefined;

/** One after the other: each answer is awaited before the next thing happens. */
export function sequentialStories(tallies: readonly Tally[], { maxCommands = 18 } = {}) {
  const commands = fc.commands([...counter, ...around], { maxCommands, size: 'max' });
  return fc.asyncProperty(fc.constantFrom(...starts), commands, async (name, story) => {
    made ??= makeStarts();
    await play((await made)[name], tallies, (stage) =>
      fc.asyncModelRun(() => ({ model: stage.model, real: stage }), story),
    );
  });
}

/** At the counter and around it, as far as it can happen in the middle of other people's requests. */
function script(own: Seat): fc.Arbitrary<Command[]> {
  const mine = fc.oneof(
    fc.tuple(nth).map(([n]) => at.open(own, n, { likely: true })),
    code.map((kind) => at.prove(own, kind)),
    fc.tuple(nth, code, then).map(([n, kind, next]) => at.commit(own, shownOf(n, kind, next))),
    nth.map((n) => at.openAgain(own, n, { same: true })),
    fc.constant(at.commitAgain(own, { same: true })),
    fc.constant(at.cancel(own)),
    fc.constant(at.read(own)),
    fc.constant(at.signIn(own)),
  );
  const road = fc
    .tuple(nth, nth, then)
    .map(([n, m, next]) => [
      at.open(own, n, { likely: true }),
      at.prove(own, 'right'),
      events.pass(61),
      at.commit(own, shownOf(m, 'right', next)),
    ]);
  const some = fc.array(mine, { maxLength: 5 });
  return fc.tuple(road, some).map(([first, rest]) => [at.signIn(own), ...first, ...rest]);
}

const others: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    fc.tuple(who, code).map(([w, kind]) => at.verify(w, kind)),
    fc.tuple(who, code).map(([w, kind]) => at.verify(w, kind)),
    fc.constantFrom(desk, laptop).map((s) => at.read(s)),
    ...around,
  ),
  { maxLength: 8 },
);

/** At the same time: three scripts, whose transactions take turns in every order. */
export function scheduledStories(tallies: readonly Tally[]) {
  const scripts = fc.tuple(script(desk), fc.oneof(script(laptop), script(other)), others);
  const order = fc.array(fc.nat({ max: 2 }), { maxLength: 60, size: 'max' });
  const begin = fc.constantFrom(...starts);
  return fc.asyncProperty(begin, scripts, order, async (name, all, turnsOf) => {
    made ??= makeStarts();
    await play((await made)[name], tallies, async (stage) => {
      const turns = new OwnTurns();
      stage.turns = turns;
      await turns.play(stage, all, turnsOf);
      stage.turns = undefined;
    });
  });
}

/** Plays a story; a failed one is told with all that happened in it. */
async function play(start: Start, tallies: readonly Tally[], run: (stage: Stage) => Promise<void>) {
  const model = new Model(structuredClone(start.world), start.cookies);
  const stage = await Stage.open(start, new StoryClock(start.now), model);
  try {
    await run(stage);
    await heal(stage);
    for (const tally of tallies) count(tally, stage);
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${what}\n\nThe story:\n${stage.diary.join('\n')}\n`, { cause });
  } finally {
    await stage.dispose();
  }
}

function count(tally: Tally, { coverage }: Stage): void {
  tally.stories += 1;
  for (const [what, times] of coverage) {
    if (what.includes(':')) tally.asks += times;
    tally.outcomes.set(what, (tally.outcomes.get(what) ?? 0) + times);
  }
}

/** What was played, and how often everything was answered how. */
export function tell(kind: string, seed: number, { stories, asks, outcomes }: Tally): string {
  const count = (value: number) => value.toLocaleString('en');
  const lines = [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `${count(stories)} ${kind} stories, seed ${String(seed)}, ${count(asks)} asks:`,
    ...lines.map(([what, times]) => `${count(times).padStart(9)}  ${what}`),
  ].join('\n');
}
