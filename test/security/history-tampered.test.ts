// Somebody writes to the database around the service. Whatever can be noticed without a checkpoint
// elsewhere is noticed, at its place; what can't be is listed at the end, and docs/history.md lists the
// same.
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../bff/audit/chain.ts';
import type { Fault } from '../../bff/audit/verify-chain.ts';
import { type HistoryReport, verifyHistory } from '../../bff/audit/verify-history.ts';
import { minute } from '../../bff/durations.ts';
import { verifyDatabase } from '../../bff/desk/verify-history.ts';
import { Random } from '../faults/random.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { copyOf, type HistoryRows, readRows, sourceOf } from '../support/history-rows.ts';
import { verifyInPython } from '../support/python-verifier.ts';
import { liveThrough } from '../support/rich-history.ts';
import { randomChange } from '../support/random-change.ts';
import { type Draw, recompute } from '../support/tampering.ts';

const changes = 5000;
const seed = Number(process.env.OTP_TEST_SEED ?? randomInt(2 ** 31));

let counter: TestCounter;
let whole: HistoryRows;

beforeAll(async () => {
  counter = await openCounter();
  await liveThrough(counter);
  whole = await readRows(counter.context.database);
}, 5 * minute);
afterAll(() => counter[Symbol.asyncDispose]());

/** The same numbers for the same seed. */
function drawFrom(begin: number): Draw {
  const random = new Random(begin);
  return (below) => random.below(below);
}

async function faultsIn(rows: HistoryRows): Promise<Fault[]> {
  return (await verifyHistory('test', sourceOf(rows))).faults;
}

test('a history as the service writes it is whole', async () => {
  const report: HistoryReport = await verifyDatabase('test', counter.context.database);
  const entries = [...whole.entries.values()].flat().length;
  expect(report).toEqual({ corporations: 3, entries, tokens: 18, registrations: 4, faults: [] });
  expect(entries).toBeGreaterThan(60);
});

test('a chain is bound to its environment and its corporation', async () => {
  const elsewhere = await verifyHistory('staging', sourceOf(whole));
  const first = { seq: 1, wrong: 'does not follow the one before it' };
  expect(elsewhere.faults).toEqual(
    whole.corporations.map(({ corporationId }) => ({ corporationId, ...first })),
  );
});

test(
  `I13 each of ${changes} random changes is found where it is (OTP_TEST_SEED=${seed})`,
  async () => {
    const draw = drawFrom(seed);
    const kinds = new Map<string, number>();
    const missed: unknown[] = [];
    for (let made = 0; made < changes; made += 1) {
      const rows = copyOf(whole);
      const change = randomChange(whole, rows, draw);
      kinds.set(change.kind, (kinds.get(change.kind) ?? 0) + 1);
      const faults = await faultsIn(rows);
      const found = faults.map(({ corporationId, seq }) => ({ corporationId, seq }));
      const named = change.expected.every(({ corporationId, seq }) =>
        found.some(
          (fault) =>
            fault.corporationId === corporationId && (seq === undefined || fault.seq === seq),
        ),
      );
      if (!named || found.length !== change.expected.length) missed.push({ made, change, faults });
    }
    expect(missed.slice(0, 3)).toEqual([]);
    expect(Math.min(...kinds.values())).toBeGreaterThan(100);
    expect(kinds.size).toBe(10);
  },
  10 * minute,
);

test('another program in another language finds the same', async () => {
  const draw = drawFrom(seed + 1);
  const banks = [whole];
  while (banks.length < 300) {
    const rows = copyOf(whole);
    const { chainOnly } = randomChange(whole, rows, draw);
    if (chainOnly) banks.push(rows);
  }
  const ours = await Promise.all(
    banks.map(async (rows) =>
      (await faultsIn(rows)).map(({ corporationId: id, seq }) => [id, seq]),
    ),
  );
  expect(verifyInPython('test', banks)).toEqual(ours);
  expect(ours[0]).toEqual([]);
});

describe('without a checkpoint elsewhere nobody finds', () => {
  /** Changes that leave a bank in which everything agrees with everything. */
  const unseen: [string, (rows: HistoryRows) => void][] = [
    [
      'a refusal that is taken out, where the chain is recomputed behind it',
      (rows) => {
        recompute(rows, 'C0001', (events) =>
          events.filter(({ result }) => result !== 'otp-rejected'),
        );
      },
    ],
    [
      'an accepted code that is taken out, where a later one stands and the chain is recomputed',
      (rows) => {
        recompute(rows, 'C0002', (events) =>
          events.filter(({ action, step }) => action !== 'code-verified' || step !== '1'),
        );
      },
    ],
    [
      'another actor, purpose or request, where the chain is recomputed',
      (rows) => {
        recompute(rows, 'C0001', (events) =>
          events.map((event) => ({ ...event, actor: 'U99', purpose: 'other', requestId: '' })),
        );
      },
    ],
    [
      'another time of what has no row of its own, where the chain is recomputed',
      (rows) => {
        recompute(rows, 'C0002', (events) =>
          events.map((event) => (event.action === 'code-verified' ? { ...event, at: 1 } : event)),
        );
      },
    ],
    [
      'the newest entries, where the end and all tables are set back with them',
      (rows) => {
        recompute(rows, 'C0002', (events) => events.slice(0, firstChange() + 1));
        setBack(rows);
      },
    ],
    [
      'a corporation that is gone with all its rows',
      (rows) => {
        rows.corporations = rows.corporations.filter(({ corporationId: id }) => id !== 'C0003');
        rows.entries.delete('C0003');
        rows.tables.delete('C0003');
      },
    ],
    [
      'what no entry tells: a name, the kind of a token, a fence that was raised for all',
      (rows) => {
        for (const corporation of rows.corporations) {
          corporation.name = 'another';
          corporation.fencedAt += 1;
        }
        for (const { tokens } of rows.tables.values())
          for (const token of tokens) if (token.kind === 'totp') token.kind = 'hotp';
      },
    ],
  ];

  test.each(unseen)('%s', async (_, change) => {
    const rows = copyOf(whole);
    change(rows);
    expect(rows).not.toEqual(whole);
    expect(await faultsIn(rows)).toEqual([]);
  });

  /** Where the history of C0002 tells its first registration. */
  function firstChange(): number {
    const entries = whole.entries.get('C0002') ?? [];
    return entries.findIndex(({ action }) => action === 'change-committed');
  }

  /** The tables of C0002 as they were after its first registration. */
  function setBack({ corporations, tables }: HistoryRows): void {
    const first = whole.entries.get('C0002')?.at(firstChange());
    const event = JSON.parse(first?.entry ?? '{}') as AuditEvent;
    const { tokenId, receiptNumber, at, after } = event;
    const own = tables.get('C0002');
    const corporation = corporations.find(({ corporationId }) => corporationId === 'C0002');
    if (own === undefined || corporation === undefined || tokenId === undefined) return;
    Object.assign(corporation, { ...after, modeVersion: 1 });
    for (const token of own.tokens) {
      const isFirst = token.tokenId === tokenId;
      Object.assign(token, { state: isFirst ? 'held' : 'stock', lastStep: isFirst ? 0n : -1n });
    }
    const holding = { corporationId: 'C0002', customerId: '', holderKind: 'corporation' } as const;
    own.registrations = [{ ...holding, mode: 'shared', tokenId, registeredAt: at }];
    own.intents = own.intents.filter(({ receipt }) => receipt?.number === receiptNumber);
    own.notices = own.notices.filter(({ noticeId }) => noticeId === receiptNumber);
    own.holdings = own.holdings.filter((row) => row.receiptNumber === receiptNumber);
  }
});
