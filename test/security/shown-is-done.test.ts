// P12: what was shown is what is executed, whole. Whatever happens between the first screen and the
// last, and whatever a request says, the executed change is the displayed one or nothing is done.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minute } from '../../bff/durations.ts';
import { changesNothing, compareMembers } from '../../bff/desk/members/compare-members.ts';
import { describeMember } from '../../bff/counter/answers/describe.ts';
import { foldName, type Member } from '../../bff/store/member-store.ts';
import { openCounter } from '../support/counter.ts';
import { moments, mutations, Showcase, tampered, whats } from '../support/showcase.ts';

const seed = Number(process.env.OTP_SHOWN_SEED ?? 20_261_124);
const stories = 300;
const lists = 10_000;

const ids = ['M1', 'U01', 'U02', 'U03'] as const;
const row = fc.record({
  name: fc.constantFrom('青山', '青山 ', 'Ｌｉｓａ', 'Lisa', 'lisa'),
  role: fc.constantFrom('administrator' as const, 'approver' as const, 'general' as const),
  rank: fc.constantFrom(0, 1),
});
/** Any of four people, in the order of their ids. */
const list = fc
  .tuple(...ids.map((customerId) => fc.option(row.map((told) => memberOf(customerId, told)))))
  .map((members) => members.filter((each) => each !== null));

function memberOf(customerId: string, told: Pick<Member, 'name' | 'role' | 'rank'>): Member {
  return { corporationId: 'C0001', customerId, nameFolded: foldName(told.name), ...told };
}

test(`a list moves the version exactly where it changes what screens show (${seed})`, () => {
  const shown = (members: readonly Member[]) =>
    new Map(members.map((member) => [member.customerId, describeMember(member)]));
  fc.assert(
    fc.property(list, list, fc.boolean(), (before, other, same) => {
      const after = same ? before.toReversed() : other;
      const isQuiet = changesNothing(compareMembers(before, after));
      expect(isQuiet).toBe(isEqual(shown(before), shown(after)));
    }),
    { numRuns: lists, seed },
  );
});

test(`what is done was shown, or nothing is done (${seed})`, { timeout: 10 * minute }, async () => {
  await using counter = await openCounter();
  const showcase = await Showcase.open(counter);
  const story = fc.record({
    what: fc.constantFrom(...whats),
    mutation: fc.constantFrom(...mutations),
    moment: fc.constantFrom(...moments),
    field: fc.oneof(
      { arbitrary: fc.constant('none' as const), weight: 4 },
      fc.constantFrom(...tampered),
    ),
    nth: fc.nat({ max: 5 }),
  });
  const play = fc.asyncProperty(story, async (told) => {
    await showcase.play(told);
  });
  // A failure is told by its story; what came before it can't be taken back, so nothing shrinks.
  await fc.assert(play, { numRuns: stories, seed, endOnFailure: true });
  process.stdout.write(`${showcase.told()}\n`);
  expect(showcase.done).toBeGreaterThan(stories / 8);
  expect(showcase.refused).toBeGreaterThan(stories / 8);
});

function isEqual(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): boolean {
  const text = (map: ReadonlyMap<string, unknown>) => JSON.stringify([...map].sort());
  return text(one) === text(other);
}
