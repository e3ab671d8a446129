// What somebody who can write to the database may do to a row, to a chain, or to several of them. Each
// change is made to rows in memory and says which corporations it touched.
import { type AuditEvent, chain, genesisHash } from '../../bff/audit/chain.ts';
import type { AuditRow } from '../../bff/store/audit-store.ts';
import type { HistoryRows } from './history-rows.ts';

/** Numbers from 0 up to, and without, `below`. */
export type Draw = (below: number) => number;

type Row = Record<string, unknown>;

/** A row that may be changed, the columns that its history tells, and the list it stands in. */
interface Told {
  corporationId: string;
  table: string;
  list: Row[];
  row: Row;
  columns: readonly string[];
}

/** The columns in which every change must be noticed. */
const told: Record<string, readonly string[]> = {
  tokens: ['tokenId', 'state', 'lastStep', 'settledAt'],
  registrations: ['customerId', 'holderKind', 'mode', 'tokenId', 'registeredAt'],
  holdings: ['receiptNumber', 'customerId', 'event', 'tokenId', 'at'],
  intents: ['intentId', 'operation', 'customerId', 'committedTokenId', 'receipt'],
  notices: ['noticeId', 'receipt', 'createdAt'],
  batches: ['batchId', 'tokens', 'importedAt'],
  fences: ['raisedAt', 'note'],
};

const toldOfCorporation = ['mode', 'version', 'modeVersion', 'auditSeq', 'auditHash'];

export const toldOfEntry = [
  ...['seq', 'at', 'action', 'targetId', 'entry', 'prevHash', 'entryHash'],
] as const;

/** Every row of every table but the entries. */
export function rowsOf(rows: HistoryRows): Told[] {
  const found: Told[] = rows.corporations.map((corporation) => ({
    corporationId: corporation.corporationId,
    table: 'corporation',
    list: rows.corporations as unknown as Row[],
    row: corporation as unknown as Row,
    columns: toldOfCorporation,
  }));
  for (const [corporationId, tables] of rows.tables)
    for (const [table, columns] of Object.entries(told)) {
      const list = tables[table as keyof typeof tables] as unknown as Row[];
      for (const row of list) found.push({ corporationId, table, list, row, columns });
    }
  return found;
}

/** Turns one bit of one value. Of a text: of one of its characters, or its end is cut. */
export function flip(row: Row, column: string, draw: Draw): void {
  row[column] = flipped(row[column], draw);
}

function flipped(value: unknown, draw: Draw): unknown {
  if (typeof value === 'bigint') return value ^ (1n << BigInt(draw(30)));
  if (typeof value === 'number') return value ^ (1 << draw(20));
  if (typeof value === 'string') return flippedText(value, draw);
  if (typeof value !== 'object' || value === null) return 1;
  const { holder, ...receipt } = value as { holder: unknown };
  const keys = Object.keys(receipt) as (keyof typeof receipt)[];
  const key = pick(keys, draw);
  return { ...receipt, holder, [key]: flipped(receipt[key], draw) };
}

function flippedText(text: string, draw: Draw): string {
  if (text === '') return 'x';
  const at = draw(text.length);
  const character = String.fromCharCode(text.charCodeAt(at) ^ (1 << draw(7)));
  return text.slice(0, at) + character + text.slice(at + 1);
}

export function pick<T>(list: readonly T[], draw: Draw): T {
  const found = list[draw(list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/** The chain of these events, and the corporation's row with its end: as if it had always been so. */
export function recompute(
  rows: HistoryRows,
  corporationId: string,
  change: (events: AuditEvent[]) => AuditEvent[],
): void {
  const entries = rows.entries.get(corporationId) ?? [];
  const events = change(entries.map(({ entry }) => JSON.parse(entry) as AuditEvent));
  const genesis = genesisHash('test', corporationId);
  let head = { corporationId, auditSeq: 0, auditHash: genesis };
  const made: AuditRow[] = [];
  for (const event of events) {
    const entry = chain('test', head, event);
    head = { corporationId, auditSeq: entry.seq, auditHash: entry.entryHash };
    made.push(entry);
  }
  rows.entries.set(corporationId, made);
  const row = rows.corporations.find((each) => each.corporationId === corporationId);
  Object.assign(row ?? {}, { auditSeq: head.auditSeq, auditHash: head.auditHash });
}

/** Events without which the tables say more, or something else, than the history. */
export function carriesFact(events: readonly AuditEvent[], at: number): boolean {
  const event = events[at];
  if (event?.result !== 'done') return false;
  const later = events.slice(at + 1).filter(({ result }) => result === 'done');
  switch (event.action) {
    case 'change-committed':
    case 'stock-imported':
    case 'fence-raised':
      return true;
    case 'intent-proved':
    case 'code-verified':
    case 'token-resynced':
      return later.every(({ tokenId, step }) => tokenId !== event.tokenId || step === undefined);
    default:
      return false;
  }
}
