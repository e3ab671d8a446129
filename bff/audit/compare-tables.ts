// Compares what a history tells with what the tables say. Every difference names the entry that tells
// otherwise, or none where no entry knows of the row.
import type { Receipt } from '../contract/intent.ts';
import { tokenIdTail } from '../contract/token.ts';
import type { Corporation } from '../store/corporation-store.ts';
import type { CommittedIntent, CorporationTables } from './corporation-tables.ts';
import { numberOf, textOf } from './facts.ts';
import type { Fold, ToldChange, ToldToken } from './fold.ts';
import type { Fault } from './verify-chain.ts';

type Difference = Omit<Fault, 'corporationId'>;

/** The difference that the earliest entry tells of; those that no entry tells of come last. */
export function firstDifference(
  corporation: Corporation,
  fold: Fold,
  tables: CorporationTables,
): Difference | undefined {
  const found = [
    ...ofCorporation(corporation, fold, tables),
    ...ofTokens(corporation, fold, tables),
    ...ofRegistrations(fold, tables),
    ...ofHoldings(fold, tables),
    ...ofChanges(fold, tables),
    ...ofBank(fold, tables),
  ];
  return found.sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity)).at(0);
}

function* ofCorporation(
  corporation: Corporation,
  fold: Fold,
  { master }: CorporationTables,
): Generator<Difference> {
  const { seq } = fold;
  if (corporation.mode !== fold.mode) yield { seq, wrong: 'tells another usage mode' };
  if (corporation.version !== fold.version || corporation.modeVersion !== fold.modeVersion)
    yield { seq, wrong: 'tells another version of the corporation' };
  if (corporation.waitingSince !== fold.waitingSince)
    yield { seq, wrong: 'tells otherwise whether the corporation waits for the bank' };
  if (corporation.fencedAt < fold.fencedAt)
    yield { seq: fold.fences.at(-1)?.seq ?? seq, wrong: 'tells of a fence that does not stand' };
  if (fold.master !== undefined && master !== fold.master)
    yield { seq: fold.masterSeq, wrong: 'tells of another master' };
}

function* ofTokens(
  { restoredAt }: Corporation,
  fold: Fold,
  { tokens }: CorporationTables,
): Generator<Difference> {
  const there = new Map(tokens.map((token) => [token.tokenId, token]));
  for (const [tokenId, told] of fold.tokens)
    if (!there.has(tokenId))
      yield { seq: told.seq, wrong: `tells of ${name(tokenId)}, which is gone` };
  for (const { tokenId, kind, state, lastStep, settledAt } of tokens) {
    const told = fold.tokens.get(tokenId);
    if (told === undefined || (!told.listed && !fold.unlisted)) {
      if (!fold.unlisted) yield { wrong: `no import tells of ${name(tokenId)}` };
      continue;
    }
    const { seq } = told;
    if (told.lastStep !== undefined && told.lastStep !== lastStep)
      yield { seq, wrong: `tells another newest step of ${name(tokenId)}` };
    if (stateOf(told, kind, restoredAt) !== state)
      yield { seq, wrong: `tells another state of ${name(tokenId)}` };
    if (told.settledAt !== settledAt)
      yield { seq, wrong: `tells otherwise when ${name(tokenId)} was settled` };
  }
}

/** A restore disables every token that counts presses, and no corporation's history tells of it. */
function stateOf(told: ToldToken, kind: string, restoredAt: number): string {
  const again = kind === 'hotp' && told.freedAt < restoredAt && told.state !== 'retired';
  return again ? 'disabled' : told.state;
}

function* ofRegistrations(fold: Fold, { registrations }: CorporationTables): Generator<Difference> {
  const there = new Set(registrations.map(({ customerId }) => customerId));
  for (const [customerId, { seq }] of fold.holders)
    if (!there.has(customerId)) yield { seq, wrong: 'tells of a registration that is gone' };
  for (const row of registrations) {
    const told = fold.holders.get(row.customerId);
    if (told === undefined) yield { wrong: `no entry tells of ${name(row.tokenId)} being held` };
    else if (
      row.tokenId !== told.tokenId ||
      row.holderKind !== told.holderKind ||
      row.registeredAt !== told.registeredAt ||
      row.mode !== fold.mode
    )
      yield { seq: told.seq, wrong: 'tells of another registration' };
  }
}

function* ofHoldings(fold: Fold, { holdings }: CorporationTables): Generator<Difference> {
  const key = (row: CorporationTables['holdings'][number]) =>
    [row.receiptNumber, row.customerId, row.event, row.tokenId, row.at].join('\0');
  const there = new Set(holdings.map(key));
  const told = new Set(fold.holdings.map(key));
  for (const row of fold.holdings)
    if (!there.has(key(row))) yield { seq: row.seq, wrong: `has no line “${row.event}” beside it` };
  if (holdings.some((row) => !told.has(key(row))))
    yield { wrong: 'no entry tells of a line about a registration' };
}

function* ofChanges(fold: Fold, { intents, notices }: CorporationTables): Generator<Difference> {
  const byNumber = new Map(intents.map((intent) => [intent.receipt?.number, intent]));
  const sent = new Map(notices.map((notice) => [notice.noticeId, notice]));
  for (const [number, change] of fold.changes) {
    const { seq, event } = change;
    const intent = byNumber.get(number);
    if (intent === undefined || !isOf(intent, change))
      yield { seq, wrong: 'tells of a change that is not in its intent' };
    const notice = sent.get(number);
    if (notice?.createdAt !== event.at || !isSame(notice.receipt, intent?.receipt))
      yield { seq, wrong: 'tells of a change that has no notice' };
  }
  if (byNumber.size !== intents.length || intents.length > fold.changes.size)
    yield { wrong: 'no entry tells of a committed intent' };
  const known = (id: string) => fold.changes.has(id) || fold.bankReceipts.has(id);
  if (notices.some(({ noticeId }) => !known(noticeId)))
    yield { wrong: 'no entry tells of the change in a notice' };
}

function isOf({ receipt, ...intent }: CommittedIntent, { event }: ToldChange): boolean {
  return (
    receipt !== null &&
    intent.intentId === event.intentId &&
    intent.operation === event.operation &&
    intent.customerId === event.target &&
    intent.committedTokenId === event.tokenId &&
    receipt.operation === event.operation &&
    receipt.at === new Date(event.at).toISOString() &&
    receipt.tokenIdTail === tokenIdTail(event.tokenId) &&
    receipt.mode.from === event.before?.['mode'] &&
    receipt.mode.to === event.after?.['mode']
  );
}

function isSame(a: Receipt, b: Receipt | null | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What the bank did: batches of tokens, and fences. */
function* ofBank(fold: Fold, { batches, fences }: CorporationTables): Generator<Difference> {
  const there = new Map(batches.map((batch) => [batch.batchId, batch]));
  for (const [batchId, { event, seq }] of fold.batches) {
    const batch = there.get(batchId);
    const same =
      batch?.importedAt === event.at && batch.tokens === numberOf(event.after?.['tokens']);
    if (!same) yield { seq, wrong: 'tells of an import that is not there' };
  }
  if (batches.length > fold.batches.size) yield { wrong: 'no entry tells of an imported file' };
  for (const { event, seq } of fold.fences) {
    const note = textOf(event.after?.['reason']);
    if (!fences.some((fence) => fence.raisedAt === event.at && fence.note === note))
      yield { seq, wrong: 'tells of a fence that is not among the fences' };
  }
  if (fences.length > fold.fences.length) yield { wrong: 'no entry tells of a fence' };
}

function name(tokenId: string): string {
  return `the token …${tokenIdTail(tokenId)}`;
}
