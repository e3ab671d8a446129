import type { Receipt } from '../contract/intent.ts';
import type { Corporation } from '../store/corporation-store.ts';
import type { AuditRow } from '../store/audit-store.ts';
import type { Registration } from '../store/registration-store.ts';
import type { Token } from '../store/token-store.ts';

/** A committed change, as its intent has it. */
export interface CommittedIntent {
  intentId: string;
  operation: string;
  customerId: string;
  committedTokenId: string | null;
  receipt: Receipt | null;
}

/** What the tables of a corporation say of the things that its history tells. */
export interface CorporationTables {
  tokens: Pick<Token, 'tokenId' | 'kind' | 'lastStep' | 'state' | 'settledAt'>[];
  registrations: Registration[];
  holdings: {
    receiptNumber: string;
    customerId: string;
    event: string;
    tokenId: string;
    at: number;
  }[];
  intents: CommittedIntent[];
  notices: { noticeId: string; receipt: Receipt; createdAt: number }[];
  batches: { batchId: string; tokens: number; importedAt: number }[];
  /** Fences that operators raised for this corporation. */
  fences: { raisedAt: number; note: string }[];
  master: string | undefined;
}

/** Where histories and tables are read from: one snapshot of a database, or rows in memory. */
export interface HistorySource {
  corporations(): AsyncIterable<Corporation>;
  /** In the order of the chain, page by page. */
  entries(corporationId: string): AsyncIterable<readonly AuditRow[]>;
  tables(corporationId: string): Promise<CorporationTables>;
  /** Ids of corporations that have entries and no row. */
  strays(): Promise<string[]>;
}
