// Where a story is played: asks the real service and the model the same, holds both answers and all
// tables against each other, and keeps the diary that a failing story is read from.
import { AsyncLocalStorage } from 'node:async_hooks';
import assert from 'node:assert/strict';
import type { Answer, Ask } from './asks.ts';
import { tell, tellAnswer } from './asks.ts';
import { Bank, copyFile, newFile, removeFile, type StoryClock } from './bank.ts';
import { Errand } from './errand.ts';
import { checkAfter, type Evidence, I11a, readHeads, startEvidence } from './invariants.ts';
import type { Model } from './model.ts';
import { askReally, type Names } from './requests.ts';
import type { Look } from './shown.ts';
import { compareTables, readTables, type Tables } from './tables.ts';
import { given, type World } from './world.ts';

/** Lets transactions wait for their turn; absent where a story is played one ask at a time. */
export interface Turns {
  wait(): Promise<void>;
}

/** Where a story begins: a file of a service that ended well, and the world that stands in it. */
export interface Start {
  path: string;
  now: number;
  world: World;
  cookies: ReadonlyMap<string, number>;
  names: Names;
}

interface Backup {
  path: string;
  world: World;
  /** Of all histories. */
  entries: number;
}

export class Stage {
  readonly clock: StoryClock;
  readonly model: Model;
  readonly names: Names;
  /** What happened so far, a line each. */
  readonly diary: string[] = [];
  /** How often each ask got each answer. */
  readonly coverage = new Map<string, number>();
  #evidence: Evidence | undefined;
  turns: Turns | undefined;
  backup: Backup | undefined;
  #bank: Bank | undefined;
  #errands = new AsyncLocalStorage<Errand>();
  #last: Tables | undefined;
  /** Grows with every kill: what was asked of an earlier service is never answered. */
  #life = 0;
  /** Where the model itself failed, in the middle of a request. */
  #trouble: Error | undefined;

  private constructor(start: Start, clock: StoryClock, model: Model) {
    this.clock = clock;
    this.model = model;
    this.names = structuredClone(start.names);
  }

  static async open(start: Start, clock: StoryClock, model: Model): Promise<Stage> {
    const stage = new Stage(start, clock, model);
    await stage.#begin(copyFile(start.path));
    stage.#last = readTables(stage.bank);
    stage.#evidence = startEvidence(stage.bank, stage.#last);
    return stage;
  }

  /** What was accepted so far, whatever a restore has made of it. */
  get evidence(): Evidence {
    return given(this.#evidence, 'evidence');
  }

  get bank(): Bank {
    return given(this.#bank, 'running service');
  }

  /** A service begins on a file, which may be an older one than the last. */
  async #begin(path: string, isOlder = false): Promise<void> {
    this.model.begin(this.clock.now(), this.clock.elapsed(), { isOlder });
    const errands = this.#errands;
    const life = this.#life;
    this.#bank = await Bank.open(path, this.clock, {
      before: async () => {
        if (errands.getStore() === undefined) return;
        await this.turns?.wait();
        if (life !== this.#life) throw new Error('killed');
      },
      after: () => {
        if (life !== this.#life) return;
        try {
          errands.getStore()?.transacted();
        } catch (error) {
          this.#trouble ??= error instanceof Error ? error : new Error(String(error));
        }
      },
    });
  }

  /** Asks, and holds the answer against the model's. Undefined if the service was killed meanwhile. */
  async perform(ask: Ask): Promise<Answer | undefined> {
    const life = this.#life;
    const errand = new Errand(ask, this.model, this.clock.now);
    const line = this.diary.push(`${this.#time()} ${tell(ask)}`) - 1;
    const really = await this.#errands.run(errand, () =>
      askReally(this.bank, this.names, ask, this.clock.now()),
    );
    if (life !== this.#life) {
      this.diary[line] += ' → no answer: killed';
      return undefined;
    }
    this.diary[line] += ` → ${tellAnswer(really.answer)}`;
    if (this.#trouble !== undefined) throw this.#trouble;
    assert.deepEqual(this.bank.faults, [], 'the service has failed');
    assert.deepEqual(really.answer, errand.expected ?? 'nothing', 'the answers differ');
    this.#count(`${ask.kind}: ${this.#outcomeOf(ask, really.answer)}`);
    // Where people take turns, the tables are compared after every single one.
    if (this.turns === undefined) this.check({ ask, answer: really.answer });
    I11a(ask, really.text);
    return really.answer;
  }

  /** Holds all tables against the model, and asks the invariants. */
  check(done: { ask?: Ask; answer?: Answer } = {}): void {
    const tables = readTables(this.bank);
    compareTables(tables, this.model.world, (change) => given(this.names.ids[change], 'intent'));
    checkAfter(
      { bank: this.bank, before: this.#last ?? tables, after: tables, ...done },
      this.evidence,
    );
    this.#last = tables;
  }

  /** What somebody in the story can look at. */
  look(): Look {
    return { world: this.model.world, now: this.clock.now(), accepted: this.evidence.accepted };
  }

  async pass(seconds: number): Promise<void> {
    this.note(`time passes: ${String(seconds)} s`);
    await this.moveClock((clock) => {
      clock.pass(seconds * 1000);
    });
  }

  /** Notes what is no ask: time that passes, a power cut. */
  note(what: string): void {
    this.diary.push(`${this.#time()} ${what}`);
    this.#count(what.replace(/[:0-9-].*/, '').trim());
  }

  /** Power is cut; the service begins anew on what lies there. */
  async kill(): Promise<void> {
    this.#life += 1;
    await this.#begin(await this.bank.kill());
    this.check();
  }

  /** What is still on its way then is not answered. */
  async restart(): Promise<void> {
    this.#life += 1;
    await this.leave();
    await this.#begin(this.bank.path);
    this.check();
  }

  /** The service ends in good order. */
  async leave(): Promise<void> {
    this.model.end(this.clock.now());
    await this.bank.close();
  }

  /** Time goes by, or the wall clock is turned; the service looks at its clocks soon after. */
  async moveClock(move: (clock: StoryClock) => void): Promise<void> {
    move(this.clock);
    this.model.look(this.clock.now(), this.clock.elapsed());
    await this.bank.look();
    this.check();
  }

  takeBackup(): void {
    if (this.backup !== undefined) removeFile(this.backup.path);
    const path = copyFile(this.bank.path);
    this.backup = { path, world: structuredClone(this.model.world), entries: this.#entries() };
  }

  /** The service ends, the backup is laid in its place, and the high-water file stays. */
  async restore({ path, world, entries }: Backup): Promise<void> {
    const isOlder = entries < this.#entries();
    const present = this.bank.path;
    this.#life += 1;
    await this.leave();
    const laid = newFile();
    copyFile(path, laid);
    copyFile(`${present}.high-water`, `${laid}.high-water`);
    removeFile(present);
    this.model.world = structuredClone(world);
    forget(this.names, new Set(world.changes.map(({ number }) => number)));
    await this.#begin(laid, isOlder);
    this.evidence.read = readHeads(this.bank);
    this.#last = readTables(this.bank);
    this.check();
  }

  #entries(): number {
    return [...readHeads(this.bank).values()].reduce((sum, entries) => sum + entries, 0);
  }

  async dispose(): Promise<void> {
    const { path } = this.bank;
    await this.bank.close();
    removeFile(path);
    if (this.backup !== undefined) removeFile(this.backup.path);
  }

  #outcomeOf(ask: Ask, answer: Answer): string {
    if (answer.is === 'refused') return answer.code;
    if (ask.kind === 'open') return ask.asked.operation;
    if (answer.is !== 'receipt') return answer.is;
    const { changes } = this.model.world;
    return given(
      changes.find(({ number }) => number === answer.change),
      'change',
    ).operation;
  }

  #count(what: string): void {
    this.coverage.set(what, (this.coverage.get(what) ?? 0) + 1);
  }

  #time(): string {
    return new Date(this.clock.now()).toISOString().slice(5, 19).replace('T', ' ');
  }
}

/** What a restore has taken back was never opened. */
function forget({ ids, receipts }: Names, known: ReadonlySet<number>): void {
  for (const number of Object.keys(ids).map(Number))
    if (!known.has(number)) {
      Reflect.deleteProperty(ids, number);
      Reflect.deleteProperty(receipts, number);
    }
}
