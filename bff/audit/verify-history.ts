// Goes through all histories of a database, one corporation after the other. In memory are one page of
// entries and what one corporation's history folds to.
import type { Corporation } from '../store/corporation-store.ts';
import { firstDifference } from './compare-tables.ts';
import type { HistorySource } from './corporation-tables.ts';
import { Fold } from './fold.ts';
import { ChainCheck, type Fault, isFault } from './verify-chain.ts';

/** What was looked at, and the first wrong entry of each corporation. */
export interface HistoryReport {
  corporations: number;
  entries: number;
  tokens: number;
  registrations: number;
  faults: Fault[];
}

/** Reads everything once. `environment`: the service's own, which every chain is bound to. */
export async function verifyHistory(
  environment: string,
  source: HistorySource,
): Promise<HistoryReport> {
  const report = { corporations: 0, entries: 0, tokens: 0, registrations: 0 };
  const faults: Fault[] = [];
  for await (const corporation of source.corporations()) {
    report.corporations += 1;
    const { fault, ...seen } = await verifyCorporation(environment, source, corporation);
    report.entries += seen.entries;
    report.tokens += seen.tokens;
    report.registrations += seen.registrations;
    if (fault !== undefined) faults.push(fault);
  }
  for (const corporationId of await source.strays())
    faults.push({ corporationId, seq: 1, wrong: 'belongs to a corporation that is not there' });
  return { ...report, faults };
}

interface Seen {
  entries: number;
  tokens: number;
  registrations: number;
  fault: Fault | undefined;
}

/** Tables are compared with a history only where the history itself is whole. */
async function verifyCorporation(
  environment: string,
  source: HistorySource,
  corporation: Corporation,
): Promise<Seen> {
  const { corporationId } = corporation;
  const check = ChainCheck.ofCorporation(environment, corporationId);
  const fold = new Fold();
  const broken = await takeAll(check, fold, source.entries(corporationId));
  const tables = await source.tables(corporationId);
  const fault = broken ?? check.end(corporation);
  const difference = fault === undefined ? firstDifference(corporation, fold, tables) : undefined;
  return {
    entries: check.head.auditSeq,
    tokens: tables.tokens.length,
    registrations: tables.registrations.length,
    fault: fault ?? (difference && { corporationId, ...difference }),
  };
}

async function takeAll(
  check: ChainCheck,
  fold: Fold,
  pages: ReturnType<HistorySource['entries']>,
): Promise<Fault | undefined> {
  for await (const rows of pages)
    for (const row of rows) {
      const event = check.next(row);
      if (isFault(event)) return event;
      const wrong = fold.take(event, row.seq);
      if (wrong !== undefined) return { corporationId: row.corporationId, seq: row.seq, wrong };
    }
  return undefined;
}
