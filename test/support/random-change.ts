// One random change to a bank's rows, and where a verifier must find it.
import type { AuditEvent } from '../../bff/audit/chain.ts';
import type { AuditRow } from '../../bff/store/audit-store.ts';
import type { HistoryRows } from './history-rows.ts';
import { carriesFact, type Draw, flip, pick, recompute, rowsOf, toldOfEntry } from './tampering.ts';

interface Place {
  corporationId: string;
  /** The first wrong entry; undefined where any entry, or none, may be named. */
  seq?: number;
}

export interface RandomChange {
  kind: string;
  /** Corporations in which something is wrong now, all of them. */
  expected: Place[];
  /** True if nothing but chains was changed. */
  chainOnly: boolean;
}

type Change = (rows: HistoryRows, draw: Draw) => string[];

/** Changes to a chain; they answer whose. */
const ofChains: Record<string, Change> = {
  'bit of an entry': onChain((entries, draw) => {
    const row = pick(entries, draw);
    flip(row as unknown as Record<string, unknown>, pick(toldOfEntry, draw), draw);
  }),
  'entry deleted': onChain((entries, draw) => {
    entries.splice(draw(entries.length), 1);
  }),
  'entries swapped': onChain((entries, draw) => {
    const from = draw(entries.length - 1);
    const [one, other] = [entries[from], entries[from + 1 + draw(entries.length - from - 1)]];
    if (one !== undefined && other !== undefined) [one.seq, other.seq] = [other.seq, one.seq];
  }),
  'entry doubled': onChain((entries, draw) => {
    const copy = { ...pick(entries, draw) };
    entries.push({ ...copy, seq: entries.length + 1 });
  }),
  'entry inserted': onChain((entries, draw) => {
    const place = draw(entries.length);
    const copy = { ...pick(entries, draw), seq: place + 1 };
    for (const row of entries.slice(place)) row.seq += 1;
    entries.splice(place, 0, copy);
  }),
  'order of entries': onChain((entries, draw) => {
    const from = draw(entries.length - 1);
    const part = entries.slice(from, from + 2 + draw(5));
    part.reverse().forEach((row, index) => (row.seq = from + 1 + index));
  }),
  'entry moved to another corporation': (rows, draw) => {
    const [from, to] = twoOf([...rows.entries.keys()], draw);
    const source = rows.entries.get(from) ?? [];
    const target = rows.entries.get(to) ?? [];
    const [moved] = source.splice(draw(source.length), 1);
    if (moved !== undefined) target.push({ ...moved, corporationId: to, seq: target.length + 1 });
    return [from, to];
  },
};

/** Changes to what chains tell of. */
const ofTables: Record<string, Change> = {
  'bit of a table': (rows, draw) => {
    const { corporationId, row, columns } = pick(rowsOf(rows), draw);
    flip(row, pick(columns, draw), draw);
    return [corporationId];
  },
  'row deleted or doubled': (rows, draw) => {
    const candidates = rowsOf(rows).filter(({ table }) => table !== 'corporation');
    const { corporationId, table, list, row } = pick(candidates, draw);
    if (draw(2) === 0) list.splice(list.indexOf(row), 1);
    else list.push({ ...row, ...otherKey[table] });
    return [corporationId];
  },
  'chain recomputed from a row on': (rows, draw) => {
    const id = pick([...rows.entries.keys()], draw);
    recompute(rows, id, (events) => {
      const places = events.map((_, index) => index).filter((place) => carriesFact(events, place));
      const place = pick(places, draw);
      return draw(2) === 0
        ? events.toSpliced(place, 1)
        : events.with(place, refused(events[place]));
    });
    return [id];
  },
};

/** What makes a copied row another one. */
const otherKey: Record<string, Record<string, unknown>> = {
  tokens: { tokenId: 'INTRUDER01' },
  registrations: { customerId: 'U77' },
  holdings: { customerId: 'U77' },
  intents: { intentId: 'another' },
  notices: { noticeId: 'another' },
  batches: { batchId: 'another' },
  fences: { raisedAt: 1 },
};

/** Changes `rows`, a copy of `whole`. */
export function randomChange(whole: HistoryRows, rows: HistoryRows, draw: Draw): RandomChange {
  const all = { ...ofChains, ...ofTables };
  for (;;) {
    const kind = pick(Object.keys(all), draw);
    const touched = all[kind]?.(rows, draw) ?? [];
    const chainOnly = kind in ofChains;
    const expected = touched.map((corporationId) =>
      chainOnly ? { corporationId, ...firstWrong(whole, rows, corporationId) } : { corporationId },
    );
    const changed = !chainOnly || expected.every(({ seq }) => seq !== undefined);
    if (changed) return { kind, expected, chainOnly };
  }
}

/** Where the rows, in the order of their numbers, first differ from what was written. */
function firstWrong(whole: HistoryRows, rows: HistoryRows, corporationId: string) {
  const written = whole.entries.get(corporationId) ?? [];
  const found = [...(rows.entries.get(corporationId) ?? [])].sort((a, b) => a.seq - b.seq);
  const length = Math.max(written.length, found.length);
  for (let index = 0; index < length; index += 1)
    if (!isSame(written[index], found[index])) return { seq: index + 1 };
  return {};
}

function isSame(a: AuditRow | undefined, b: AuditRow | undefined): boolean {
  return toldOfEntry.every((column) => a?.[column] === b?.[column]);
}

function onChain(change: (entries: AuditRow[], draw: Draw) => void): Change {
  return (rows, draw) => {
    const id = pick([...rows.entries.keys()], draw);
    change(rows.entries.get(id) ?? [], draw);
    return [id];
  };
}

function twoOf(ids: readonly string[], draw: Draw): [string, string] {
  const from = pick(ids, draw);
  return [
    from,
    pick(
      ids.filter((id) => id !== from),
      draw,
    ),
  ];
}

function refused(event: AuditEvent | undefined): AuditEvent {
  if (event === undefined) throw new Error('no event');
  return { ...event, result: 'otp-rejected' };
}
