// Commands that are several others in a row, for roads that chance alone seldom takes to the end.
import {
  anyTime,
  type Command,
  commit,
  open,
  prove,
  read,
  type Shown,
  signIn,
  verify,
} from './commands.ts';
import { nameOf, type Seat } from './world.ts';

/** The whole road with all right: signs in, waits for fresh codes, opens, proves and commits. */
export function carryThrough(seat: Seat, nth: number): Command {
  const steps = [signIn(seat), open(seat, nth, { likely: true }), prove(seat, 'right')];
  return {
    check: anyTime,
    run: async (model, stage) => {
      await stage.pass(90);
      for (const step of steps) if (step.check(model)) await step.run(model, stage);
      await stage.pass(65);
      const shown = commit(seat, { nth, kind: 'right', then: 'next' });
      if (shown.check(model)) await shown.run(model, stage);
    },
    toString: () => `${nameOf(seat)} carries a change through (${String(nth)})`,
  };
}

/** Somebody opens a change, looks at it now and then, and comes back to it when it has expired. */
export function dawdle(seat: Seat, nth: number): Command {
  const begin = [signIn(seat), open(seat, nth, { likely: true })];
  return {
    check: anyTime,
    run: async (model, stage) => {
      for (const step of begin) if (step.check(model)) await step.run(model, stage);
      // Shorter than a session may be idle, twice, longer than an intent lives.
      for (const step of [read(seat), prove(seat, 'right')]) {
        await stage.pass(301);
        if (step.check(model)) await step.run(model, stage);
      }
    },
    toString: () => `${nameOf(seat)} dawdles over a change (${String(nth)})`,
  };
}

/** Somebody signs in, proves a change and then guesses, at codes of a new token or at token ids. */
export function guess(seat: Seat, nth: number, shown: Shown, times: number): Command {
  const road = [signIn(seat), open(seat, nth, { likely: true }), prove(seat, 'right')];
  return {
    check: anyTime,
    run: async (model, stage) => {
      await stage.pass(90);
      for (const step of road) if (step.check(model)) await step.run(model, stage);
      const last = commit(seat, shown);
      for (let time = 0; time < times; time += 1)
        if (last.check(model)) await last.run(model, stage);
    },
    toString: () => `${nameOf(seat)} guesses ${String(times)} times (${String(nth)})`,
  };
}

/** Somebody guesses, waits the pause out and guesses on, until the bank has to act. */
export function besiege(member: Pick<Seat, 'corporationId' | 'customerId'>): Command {
  const five = verify(member, 'wrong', 5);
  return {
    check: anyTime,
    run: async (model, stage) => {
      await five.run(model, stage);
      await stage.pass(pauseOver);
      await five.run(model, stage);
      await verify(member, 'right').run(model, stage);
    },
    toString: () => `somebody besieges ${member.customerId} of ${member.corporationId}`,
  };
}

/** Seconds. */
const pauseOver = 1801;
