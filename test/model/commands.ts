// What can happen in a story: people at the counter, the portal, the bank. Each command finds out when
// it runs what is possible at that moment, so that stories get somewhere and shrink well.
import type { CommitInput, OpenIntent } from '../../bff/contract/intent.ts';
import { whyNot } from './changes.ts';
import { tokenInUse } from './described.ts';
import { devices } from './devices.ts';
import { type CodeKind, typed } from './shown.ts';
import type { Model } from './model.ts';
import type { Stage } from './stage.ts';
import { type Change, corporationOf, given, nameOf, type Seat } from './world.ts';

/** One line of a story. `check` says whether it makes sense now; if not, it is left out. */
export interface Command {
  check(model: Readonly<Model>): boolean;
  run(model: Model, stage: Stage): Promise<void>;
  toString(): string;
}

export const anyTime = () => true;

/** Numbers that no two commands of a process share. */
let numbers = 100;
function newNumber(): number {
  numbers += 1;
  return numbers;
}

export function signIn(seat: Seat): Command {
  return {
    check: anyTime,
    run: async (_, stage) => {
      await stage.perform({ kind: 'sign-in', seat, number: newNumber() });
    },
    toString: () => `${nameOf(seat)} signs in`,
  };
}

/** Opens the nth of the changes that are possible now; `likely` false: of all that can be named. */
export function open(seat: Seat, nth: number, { likely }: { likely: boolean }): Command {
  return {
    check: anyTime,
    run: async (model, stage) => {
      const asked = pick(openings(model, seat, likely), nth);
      const number = newNumber();
      await stage.perform({ kind: 'open', seat, asked, key: `press-${String(number)}`, number });
    },
    toString: () =>
      `${nameOf(seat)} opens ${likely ? 'a possible' : 'any'} change (${String(nth)})`,
  };
}

/** The same press again, or another change with the same key. */
export function openAgain(seat: Seat, nth: number, { same }: { same: boolean }): Command {
  return {
    check: (model) => latest(model, seat) !== undefined,
    run: async (model, stage) => {
      const { number, key, ...change } = given(latest(model, seat), 'change');
      const asked = same ? openingOf(change) : pick(openings(model, seat, false), nth);
      await stage.perform({ kind: 'open', seat, asked, key, number });
    },
    toString: () => `${nameOf(seat)} uses the key of his last change again`,
  };
}

/** Proves the latest change, his own or, from another seat, somebody else's. */
export function prove(seat: Seat, kind: CodeKind, of: Seat = seat): Command {
  return {
    check: (model) => latest(model, of) !== undefined,
    run: async (model, stage) => {
      const change = given(latest(model, of), 'change');
      const tokenId = tokenInUse(corporationOf(model.world, seat.corporationId)) ?? 'C1-PLAIN-01';
      const code = typed(kind, tokenId, stage.look());
      await stage.perform({ kind: 'prove', seat, change: change.number, code });
    },
    toString: () => `${nameOf(seat)} proves with a ${kind} code`,
  };
}

export interface Shown {
  /** Which token, counted among those that could be registered; see `tokenFor`. */
  nth: number;
  kind: CodeKind;
  /** The kind of the code that follows, if one is sent. */
  then?: CodeKind;
}

export function commit(seat: Seat, shown: Shown, of: Seat = seat): Command {
  return {
    check: (model) => latest(model, of) !== undefined,
    run: async (model, stage) => {
      const change = given(latest(model, of), 'change');
      const sent =
        change.operation === 'deregister-user' && shown.nth < 9
          ? {}
          : sending(model, stage, change, shown);
      await stage.perform({ kind: 'commit', seat, change: change.number, sent });
    },
    toString: () =>
      `${nameOf(seat)} commits with a ${shown.kind} code of token ${String(shown.nth)}`,
  };
}

/** The answer was lost: the commit is asked again, with the same body or with another. */
export function commitAgain(seat: Seat, { same }: { same: boolean }): Command {
  const done = (model: Readonly<Model>) =>
    ownChanges(model, seat).findLast((each) => each.committed);
  return {
    check: (model) => done(model) !== undefined,
    run: async (model, stage) => {
      const { number, committed } = given(done(model), 'committed change');
      const [tokenId, code, nextCode] = JSON.parse(given(committed, 'receipt').sent) as (
        string | null
      )[];
      const sent: CommitInput = {
        ...(tokenId && { tokenId }),
        ...(code && { code }),
        ...(nextCode && { nextCode }),
      };
      const other = { tokenId: tokenId ?? 'C1-PLAIN-01', code: '000000', nextCode: '111111' };
      await stage.perform({ kind: 'commit', seat, change: number, sent: same ? sent : other });
    },
    toString: () => `${nameOf(seat)} commits again with ${same ? 'the same' : 'another'} body`,
  };
}

export function cancel(seat: Seat, of: Seat = seat): Command {
  return onLatest('cancel', seat, of);
}

export function read(seat: Seat, of: Seat = seat): Command {
  return onLatest('read', seat, of);
}

function onLatest(kind: 'cancel' | 'read', seat: Seat, of: Seat): Command {
  return {
    check: (model) => latest(model, of) !== undefined,
    run: async (model, stage) => {
      const { number } = given(latest(model, of), 'change');
      await stage.perform({ kind, seat, change: number });
    },
    toString: () => `${nameOf(seat)} ${kind}s the change of ${nameOf(of)}`,
  };
}

/** The portal's servers check a code, once or several times in a row. */
export function verify(
  { corporationId, customerId }: Pick<Seat, 'corporationId' | 'customerId'>,
  kind: CodeKind,
  times = 1,
): Command {
  return {
    check: anyTime,
    run: async (model, stage) => {
      for (let time = 0; time < times; time += 1) {
        const { mode, holders } = corporationOf(model.world, corporationId);
        const tokenId = holders[mode === 'shared' ? '' : customerId] ?? 'C1-PLAIN-01';
        const code = typed(kind, tokenId, stage.look());
        await stage.perform({ kind: 'verify', corporationId, customerId, code });
      }
    },
    toString: () =>
      `the portal verifies ${String(times)} ${kind} codes of ${customerId} of ${corporationId}`,
  };
}

/** All openings that can be named, or those that are not refused for what they are. */
function openings({ world }: Readonly<Model>, seat: Seat, likely: boolean): OpenIntent[] {
  const users = ['U01', 'U02', 'M1', 'nobody'];
  const corporation = corporationOf(world, seat.corporationId);
  // What the preview told a moment ago, and what one told that is too old.
  const previewed = corporation.version;
  const all: OpenIntent[] = [
    { operation: 'register-first', to: 'separate' },
    { operation: 'register-first', to: 'shared' },
    { operation: 'change-usage-mode', to: 'separate', previewed },
    { operation: 'change-usage-mode', to: 'shared', previewed },
    { operation: 'change-usage-mode', to: 'shared', previewed: previewed - 1 },
    { operation: 'replace-token' },
    ...users.map((customerId) => ({ operation: 'register-user' as const, customerId })),
    ...users.map((customerId) => ({ operation: 'deregister-user' as const, customerId })),
  ];
  const possible = all.filter((asked) => whyNot(corporation, asked) === undefined);
  return likely && possible.length > 0 ? possible : all;
}

function openingOf({
  operation,
  modeTo: to,
  customerId,
  version: previewed,
}: Omit<Change, 'number' | 'key'>): OpenIntent {
  if (operation === 'register-first') return { operation, to };
  if (operation === 'change-usage-mode') return { operation, to, previewed };
  return operation === 'replace-token' ? { operation } : { operation, customerId };
}

/** Mostly tokens that can be registered; at the end those that can't: foreign, unknown, malformed. */
function sending(
  model: Model,
  stage: Stage,
  change: Change,
  { nth, kind, then }: Shown,
): CommitInput {
  const { corporationId } = change;
  const { tokens, holders } = corporationOf(model.world, corporationId);
  const own = Object.keys(tokens);
  const inStock = own.filter((tokenId) => !Object.values(holders).includes(tokenId));
  const foreign = devices.find((device) => device.corporationId !== corporationId)?.tokenId ?? '';
  const odd = [...Object.values(holders), foreign, 'C9-NOBODY-99', 'x!', ''];
  const tokenId = nth < 9 && inStock.length > 0 ? pick(inStock, nth) : pick(odd, nth);
  if (tokenId === '') return { nextCode: '123456' };
  if (!own.includes(tokenId)) return { tokenId, code: '123456' };
  const look = stage.look();
  const code = typed(kind, tokenId, look);
  const isFar = devices.some((each) => each.tokenId === tokenId && Math.abs(each.ahead) > 1);
  const nextCode =
    then === undefined || (then === 'next' && !isFar)
      ? {}
      : { nextCode: typed(then, tokenId, look) };
  return { tokenId, code, ...nextCode };
}

function ownChanges({ world, cookies }: Readonly<Model>, seat: Seat): Change[] {
  const session = cookies.get(nameOf(seat));
  return world.changes.filter(
    (each) =>
      each.session === session || (session === undefined && each.actorId === seat.customerId),
  );
}

/** The newest change of a seat's session. */
function latest(model: Readonly<Model>, seat: Seat): Change | undefined {
  return ownChanges(model, seat).at(-1);
}

function pick<T>(list: readonly T[], nth: number): T {
  return given(list[nth % list.length], 'choice');
}
