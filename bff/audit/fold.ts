// What a corporation's history tells of its present: mode, versions, holders, tokens, changes. Entries go
// in, in the order of the chain; whether the tables say the same is compared elsewhere.
import type { TokenState } from '../otp/token.ts';
import type { HolderKind } from '../otp/holder.ts';
import type { AuditEvent } from './chain.ts';
import { bigintOf, idsOf, numberOf, stepsOf, textOf } from './facts.ts';

export interface Holding {
  tokenId: string;
  holderKind: HolderKind;
  registeredAt: number;
  /** The entry that tells it. */
  seq: number;
}

export interface ToldToken {
  state: TokenState;
  /** Undefined for a token whose import did not list it and that was never used. */
  lastStep: bigint | undefined;
  settledAt: number;
  /** `settledAt` as it was when the bank last freed it: a restore after that disabled it again (HOTP). */
  freedAt: number;
  /** An import lists it. */
  listed: boolean;
  seq: number;
}

export interface ToldChange {
  event: AuditEvent;
  seq: number;
}

export interface ToldHolding {
  receiptNumber: string;
  customerId: string;
  event: string;
  tokenId: string;
  at: number;
  seq: number;
}

export class Fold {
  mode = 'unset';
  version = 0;
  modeVersion = 0;
  waitingSince: number | null = null;
  /** Undefined until an entry names the master. */
  master: string | undefined;
  fencedAt = 0;
  /** The newest entry that told of mode or version, and of the master. */
  seq = 0;
  masterSeq = 0;
  /** An import did not list its tokens: there may be some that no entry names. */
  unlisted = false;
  readonly holders = new Map<string, Holding>();
  readonly tokens = new Map<string, ToldToken>();
  /** By receipt number. */
  readonly changes = new Map<string, ToldChange>();
  readonly holdings: ToldHolding[] = [];
  /** Receipt numbers of what the bank did itself. */
  readonly bankReceipts = new Set<string>();
  readonly batches = new Map<string, ToldChange>();
  readonly fences: ToldChange[] = [];

  /** Takes one more entry in; what it contradicts of those before, if it does. */
  take(event: AuditEvent, seq: number): string | undefined {
    const contradicted = this.#contradiction(event);
    if (contradicted !== undefined) return contradicted;
    if (event.result === 'done') this.#done(event, seq);
    else this.#refused(event, seq);
    return undefined;
  }

  #contradiction({ before, tokenId, step, result }: AuditEvent): string | undefined {
    const version = numberOf(before?.['version']);
    if (version !== undefined && version !== this.version) return 'begins with another version';
    const mode = textOf(before?.['mode']);
    if (mode !== undefined && mode !== this.mode) return 'begins with another mode';
    if (result !== 'done' || step === undefined || tokenId === undefined) return undefined;
    const spent = bigintOf(step);
    const last = this.tokens.get(tokenId)?.lastStep;
    const again = spent === undefined || (last !== undefined && spent <= last);
    return again ? 'spends a step that was spent before' : undefined;
  }

  /** A refused code may have disabled its token. */
  #refused({ tokenId, after }: AuditEvent, seq: number): void {
    if (tokenId === undefined || after?.['state'] !== 'disabled') return;
    this.#told(tokenId, { state: 'disabled' }, seq);
  }

  #done(event: AuditEvent, seq: number): void {
    const { action, tokenId, step, target, after, at } = event;
    if (tokenId !== undefined && step !== undefined)
      this.#told(tokenId, { lastStep: bigintOf(step) }, seq);
    switch (action) {
      case 'stock-imported':
        this.#import(event, seq);
        break;
      case 'change-committed':
        this.#change(event, seq);
        break;
      case 'members-synced':
        this.#synced(event, seq);
        break;
      case 'token-unlocked':
        this.#unlocked(event, seq);
        break;
      case 'token-resynced':
        if (tokenId !== undefined) this.#told(tokenId, { settledAt: at }, seq);
        break;
      case 'token-retired':
        // A spare token has no holder, and the empty target must not stand for the corporation.
        if (after?.['registration'] === 'unregistered') this.#release(target, event, seq);
        if (tokenId !== undefined) this.#told(tokenId, { state: 'retired' }, seq);
        break;
      case 'corporation-reset':
        this.#releaseAll(event, seq);
        if (after?.['retired'] === true && tokenId !== undefined)
          this.#told(tokenId, { state: 'retired' }, seq);
        this.waitingSince = null;
        break;
      case 'fence-raised':
        this.fences.push({ event, seq });
        this.fencedAt = Math.max(this.fencedAt, numberOf(after?.['fencedAt']) ?? 0);
        break;
      default:
        break;
    }
    this.#place(event, seq);
  }

  /** Mode, versions and waiting, wherever an entry tells them. */
  #place({ action, after, receiptNumber }: AuditEvent, seq: number): void {
    if (action !== 'change-committed' && receiptNumber !== undefined)
      this.bankReceipts.add(receiptNumber);
    const waits = after?.['waitingSince'];
    if (waits !== undefined) this.waitingSince = numberOf(waits) ?? null;
    const version = numberOf(after?.['version']);
    const mode = textOf(after?.['mode']) ?? this.mode;
    if (version !== undefined || mode !== this.mode) this.seq = seq;
    if (mode !== this.mode) this.modeVersion += 1;
    this.mode = mode;
    this.version = version ?? this.version;
  }

  #import(event: AuditEvent, seq: number): void {
    const { after = {} } = event;
    this.batches.set(textOf(after['batchId']) ?? '', { event, seq });
    const ids = idsOf(after['ids']);
    if (ids === undefined) this.unlisted = true;
    const counters = stepsOf(after['counters']);
    const counting = after['countersAre'] === 'disabled' ? 'disabled' : 'stock';
    for (const id of ids ?? []) {
      const counter = counters.get(id);
      const state = counter === undefined ? 'stock' : counting;
      this.#told(id, { state, lastStep: counter ?? -1n, listed: true }, seq);
    }
  }

  #change(event: AuditEvent, seq: number): void {
    const { operation, target, tokenId, receiptNumber, at } = event;
    if (tokenId === undefined || receiptNumber === undefined) return;
    this.changes.set(receiptNumber, { event, seq });
    const tell = (name: string) =>
      this.holdings.push({ receiptNumber, customerId: target, event: name, tokenId, at, seq });
    if (operation === 'change-usage-mode') this.#releaseAll(event, seq);
    else this.#end(target, seq);
    if (operation === 'deregister-user') {
      tell('deregistered');
      return;
    }
    tell(operation === 'replace-token' ? 'replaced' : 'registered');
    const principal = target === '' ? 'corporation' : 'master';
    const holderKind = operation === 'register-user' ? 'user' : principal;
    this.holders.set(target, { tokenId, holderKind, registeredAt: at, seq });
    this.#told(tokenId, { state: 'held' }, seq);
  }

  #synced(event: AuditEvent, seq: number): void {
    const { target, after } = event;
    if (after?.['registration'] === 'unregistered') this.#release(target, event, seq);
    const held = this.holders.get(target);
    if (held !== undefined && after?.['holder'] === 'master')
      this.holders.set(target, { ...held, holderKind: 'master', seq });
    const master = textOf(after?.['master']);
    if (master === undefined) return;
    this.master = master;
    this.masterSeq = seq;
  }

  #unlocked({ tokenId, after }: AuditEvent, seq: number): void {
    const state = textOf(after?.['state']);
    if (tokenId === undefined || state === undefined) return;
    const freedAt = this.tokens.get(tokenId)?.settledAt ?? 0;
    this.#told(tokenId, { state: state as TokenState, freedAt }, seq);
  }

  #releaseAll(event: AuditEvent, seq: number): void {
    for (const customerId of [...this.holders.keys()]) this.#release(customerId, event, seq);
  }

  /** Ends a holding, and expects the line that tells it where the release has a receipt. */
  #release(customerId: string, { receiptNumber, at }: AuditEvent, seq: number): void {
    const held = this.#end(customerId, seq);
    if (held === undefined || receiptNumber === undefined) return;
    const { tokenId } = held;
    this.holdings.push({ receiptNumber, customerId, event: 'released', tokenId, at, seq });
  }

  #end(customerId: string, seq: number): Holding | undefined {
    const held = this.holders.get(customerId);
    if (held === undefined) return undefined;
    this.holders.delete(customerId);
    if (this.tokens.get(held.tokenId)?.state === 'held')
      this.#told(held.tokenId, { state: 'stock' }, seq);
    return held;
  }

  #told(tokenId: string, facts: Partial<ToldToken>, seq: number): void {
    const known = this.tokens.get(tokenId) ?? unknownToken;
    this.tokens.set(tokenId, { ...known, ...facts, seq });
  }
}

const unknownToken: ToldToken = {
  state: 'stock',
  lastStep: undefined,
  settledAt: 0,
  freedAt: 0,
  listed: false,
  seq: 0,
};
