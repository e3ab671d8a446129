// One database file and the processes that are killed on it, one after the other: each is started
// on what the last one left, holds to what was acknowledged, and works on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { hour, minute } from '../../bff/durations.ts';
import type { Receipt } from '../../bff/contract/intent.ts';
import { openBank, type Bank } from './bank.ts';
import { compare } from './book.ts';
import { Clerk, Unexpected } from './clerk.ts';
import { readLeftBehind } from './left-behind.ts';
import type { Random } from './random.ts';
import { Service } from './service.ts';

/** Corporations that work at the same time, so that several are in one commit. */
const clerks = 3;
/** Answers that a process gives at most before its end, and milliseconds after the last of them. */
const mostAnswers = 24;
const longestAfter = 8;
/** Milliseconds of a start that is not allowed to end. */
const longestStart = 150;
/** Past every fence, and few enough wrong codes a day. */
const pauseAfterStart = 3 * hour;
/** Two steps: every token shows another code. */
const betweenRounds = 1 * minute;
/** A master signs in again before the portal's word is too old to begin a change. */
const roundsASession = 8;

export interface Tally {
  kills: number;
  changes: number;
  lostChanges: number;
  torn: number;
  charges: number;
  lostCharges: number;
  /** Codes that were shown again after a restart, and those of them that were accepted. */
  replays: number;
  replaysAccepted: number;
  /** Requests that had no answer, and those of them that had been carried out. */
  doubts: number;
  doubtsDone: number;
  /** What was wrong, in words. */
  faults: string[];
}

export function emptyTally(): Tally {
  return {
    kills: 0,
    changes: 0,
    lostChanges: 0,
    torn: 0,
    charges: 0,
    lostCharges: 0,
    replays: 0,
    replaysAccepted: 0,
    doubts: 0,
    doubtsDone: 0,
    faults: [],
  };
}

export class Lane implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'otp-faults-'));
  readonly #bundle: string;
  readonly #random: Random;
  readonly tally = emptyTally();
  #now = Date.UTC(2026, 3, 1, 9);
  #bank: Bank | undefined;
  #clerks: Clerk[] = [];

  constructor(bundle: string, random: Random) {
    this.#bundle = bundle;
    this.#random = random;
  }

  async open(): Promise<void> {
    const bank = await openBank({
      folder: this.#folder,
      now: () => this.#now,
      corporations: clerks,
    });
    this.#bank = bank;
    this.#clerks = bank.corporations.map((one) => new Clerk(bank, one, this.#random));
  }

  /** Starts a process, lets it work and kills it, then reads what it left. */
  async kill(): Promise<void> {
    if (this.#bank === undefined) throw new Error('open the lane first');
    const options = { clock: { now: this.#now }, bundle: this.#bundle };
    if (this.#random.below(8) === 0) {
      const starting = Service.start(this.#bank, options);
      await setTimeout(this.#random.below(longestStart));
      await starting.kill();
    } else {
      const service = await Service.open(this.#bank, options);
      for (const clerk of this.#clerks) clerk.goTo(service);
      await Promise.all(this.#clerks.map((clerk) => this.#settle(clerk)));
      this.#now += pauseAfterStart;
      for (const clerk of this.#clerks) clerk.goHome();
      await service.order({ now: this.#now });
      await Promise.all([this.#work(service), this.#end(service)]);
    }
    this.tally.kills += 1;
    this.#inspect(this.#bank.path);
  }

  /** What was acknowledged before is still so: the session, the receipt, and every spent code. */
  async #settle(clerk: Clerk): Promise<void> {
    if (!clerk.isSignedIn) return;
    const session = await clerk.person.get('/session');
    if (session.status !== 200) this.#fault(`a session is gone: ${session.status}`);
    await this.#askAgain(clerk);
    const { inUse } = clerk;
    if (inUse === undefined || clerk.book.spent[inUse.tokenId] !== String(inUse.step)) return;
    this.tally.replays += 1;
    const { status } = await clerk.ask('M1', inUse.code());
    if (status === 200) this.tally.replaysAccepted += 1;
  }

  /** The newest commit, sent once more, is answered with what the file says. */
  async #askAgain({ latest, book, person }: Clerk): Promise<void> {
    const number = latest === undefined ? undefined : book.receipts[latest.id];
    if (latest === undefined || number === undefined) return;
    const read = await person.get<{ state: string }>(`/intents/${latest.id}`);
    if (read.status === 404) return; // sent in an earlier session than the one that was last begun
    const { status, body } = await person.commit(latest, latest.input);
    const told: Receipt = body;
    if (read.body.state !== 'committed' || status !== 200 || told.number !== number)
      this.#fault(`asked again: ${read.body.state}, ${status}`);
  }

  async #end(service: Service): Promise<void> {
    await service.answered(this.#random.below(mostAnswers));
    const after = this.#random.below(longestAfter);
    if (after > 0) await setTimeout(after);
    await service.kill();
  }

  /** Works until the connection is lost. */
  async #work(service: Service): Promise<void> {
    for (let round = 0; ; round += 1) {
      const all = this.#clerks.map((clerk) => workOnce(clerk, round));
      const ends = await Promise.allSettled(all);
      const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
      for (const reason of reasons) if (reason instanceof Unexpected) throw reason;
      if (reasons.length > 0) return;
      this.#now += betweenRounds;
      const turned = await service.order({ now: this.#now }).catch(() => 'lost');
      if (turned === 'lost') return;
    }
  }

  #inspect(path: string): void {
    const { integrity, corporations } = readLeftBehind(path);
    if (integrity !== 'ok') this.#fault(`integrity: ${integrity}`);
    for (const clerk of this.#clerks) {
      const left = corporations.get(clerk.corporation.corporationId);
      if (left === undefined) throw new Error('a corporation is gone');
      const { doubt, book } = clerk;
      const { agreed, done, lostChanges, lostCharges } = compare(book, doubt, left);
      this.tally.lostChanges += lostChanges;
      this.tally.lostCharges += lostCharges;
      if (agreed === undefined) {
        this.tally.torn += 1;
        this.#fault(`torn: ${JSON.stringify({ book, left: { ...left, entries: [] } })}`);
      } else clerk.book = agreed;
      if (doubt === undefined) continue;
      this.tally.doubts += 1;
      if (done) this.tally.doubtsDone += 1;
      clerk.doubt = undefined;
    }
    this.tally.changes = this.#sum((clerk) => clerk.book.version);
    this.tally.charges = this.#sum((clerk) => clerk.book.rejected);
  }

  #sum(count: (clerk: Clerk) => number): number {
    return this.#clerks.map(count).reduce((a, b) => a + b, 0);
  }

  #fault(what: string): void {
    this.tally.faults.push(`kill ${this.tally.kills}: ${what}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.resolve();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function workOnce(clerk: Clerk, round: number): Promise<void> {
  if (round % roundsASession === 0) await clerk.signIn();
  await clerk.work();
}
