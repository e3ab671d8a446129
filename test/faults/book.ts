// What a master knows of his corporation from the answers he got, and how a file that a killed
// process left behind is held against it.
import type { OpenIntent } from '../../bff/contract/intent.ts';
import type { UsageMode } from '../../bff/contract/usage-mode.ts';
import type { Left } from './left-behind.ts';

export interface Book {
  mode: UsageMode;
  version: number;
  /** Token id of each holder; '' is the corporation. */
  held: Record<string, string>;
  live: Left['live'];
  /** Receipt numbers by intent; '' where the answer with it is not there. */
  receipts: Record<string, string>;
  /** Wrong codes since the last success, by token id and actor; none of them 0. */
  wrong: Record<string, number>;
  /** Last step by token id. */
  spent: Record<string, string>;
  /** Codes that were judged right, changes made, and codes that were judged wrong. */
  done: number;
  rejected: number;
}

/** What a request does to the book once it is answered. */
export type Deed = (book: Book) => void;

export function emptyBook(): Book {
  return {
    mode: 'unset',
    // The list of members was a change.
    version: 1,
    held: {},
    live: 'none',
    receipts: {},
    wrong: {},
    spent: {},
    done: 0,
    rejected: 0,
  };
}

/** A code judged right: its step is spent and the row of wrong ones ends. */
export function accept(book: Book, tokenId: string, actor: string, step: bigint): void {
  book.done += 1;
  book.spent[tokenId] = String(step);
  book.wrong = Object.fromEntries(
    Object.entries(book.wrong).filter(([key]) => key !== `${tokenId} ${actor}`),
  );
}

/** A code judged wrong: it is charged to this actor. */
export function reject(book: Book, tokenId: string, actor: string): void {
  const key = `${tokenId} ${actor}`;
  book.rejected += 1;
  book.wrong[key] = (book.wrong[key] ?? 0) + 1;
}

/** Who holds the token that speaks for the corporation. */
export function principal(mode: UsageMode): string {
  return mode === 'shared' ? '' : 'M1';
}

/** What a committed change leaves: nobody's registration outlives a change of mode. */
export function carryOut(book: Book, asked: OpenIntent, tokenId = ''): void {
  book.version += 1;
  book.live = 'none';
  switch (asked.operation) {
    case 'register-first':
    case 'change-usage-mode':
      book.mode = asked.to;
      book.held = { [principal(asked.to)]: tokenId };
      return;
    case 'replace-token':
      book.held[principal(book.mode)] = tokenId;
      return;
    case 'register-user':
      book.held[asked.customerId] = tokenId;
      return;
    case 'deregister-user':
      book.held = Object.fromEntries(
        Object.entries(book.held).filter(([holder]) => holder !== asked.customerId),
      );
  }
}

export interface Findings {
  /** The book that the file agrees with; undefined: the file is torn. */
  agreed: Book | undefined;
  /** True if the request that had no answer was carried out. */
  done: boolean;
  /** Changes that were acknowledged and are not there. */
  lostChanges: number;
  /** Wrong codes that were acknowledged and are charged to nobody. */
  lostCharges: number;
}

/** Holds a file against the book, and against the book with the unanswered request carried out. */
export function compare(book: Book, doubt: Deed | undefined, left: Left): Findings {
  const after = structuredClone(book);
  doubt?.(after);
  const before = agrees(book, left);
  const done = !before && agrees(after, left);
  const agreed = done ? after : book;
  const rejected = left.entries.filter(({ result }) => result === 'otp-rejected').length;
  const told = Object.entries(book.receipts);
  return {
    agreed: before || done ? { ...agreed, receipts: left.receipts } : undefined,
    done,
    lostChanges: told.filter(([id, number]) => left.receipts[id] !== number).length,
    lostCharges: Math.max(0, book.rejected - rejected),
  };
}

const judgements = ['intent-proved', 'change-committed', 'code-verified'];

/** True when the file says what the book says, in every table, and is whole in itself. */
export function agrees(book: Book, left: Left): boolean {
  return differences(book, left).length === 0;
}

/** Where file and book differ, by name. */
export function differences(book: Book, left: Left): string[] {
  const judged = left.entries.filter(({ action }) => judgements.includes(action));
  const count = (wanted: string) => judged.filter(({ result }) => result === wanted).length;
  const numbers = Object.values(left.receipts);
  const checks: Record<string, boolean> = {
    chain: left.faults.length === 0,
    mode: left.mode === book.mode,
    // The first version is the list of members, which has no receipt.
    version: left.version === book.version && numbers.length === book.version - 1,
    live: left.live === book.live,
    held: same(left.held, book.held),
    wrong: same(left.wrong, book.wrong),
    spent: Object.entries(book.spent).every(([tokenId, step]) => left.spent[tokenId] === step),
    intents: same(Object.keys(left.receipts).sort(), Object.keys(book.receipts).sort()),
    notices: same([...left.notices].sort(), numbers.sort()),
    done: count('done') === book.done,
    rejected: count('otp-rejected') === book.rejected,
  };
  return Object.entries(checks).flatMap(([name, holds]) => (holds ? [] : [name]));
}

function same(a: object, b: object): boolean {
  const text = (value: object) => JSON.stringify(Object.entries(value).sort());
  return text(a) === text(b);
}
