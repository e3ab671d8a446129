// From the first moment of a service to its last: what it finds when it takes a database over, the
// rounds it makes meanwhile, and the mark of a good end. Operators' commands open a database without
// this: they neither raise a fence nor hide that a service ended badly.
import { dialect } from '#columns';
import { second } from '../durations.ts';
import { highWaterFileUnreadable, fenceRaised, watchFailed } from '../events.ts';
import { longestUnmarked } from '../otp/clock-limits.ts';
import type { ClockWatch, Context } from '../ports.ts';
import {
  findPosition,
  lockServiceState,
  saveServiceState,
  type ServiceState,
} from '../store/service-state-store.ts';
import { ClockKeeper } from './clock-keeper.ts';
import { endEarlierTime } from './end-earlier-time.ts';
import { causesAtStart } from './fence-cause.ts';
import { readHighWaterMark, writeHighWaterMark } from './high-water-file.ts';
import { meetServer } from './meet-server.ts';
import { raiseForAll } from './raise-for-all.ts';
import { tellRepeated } from './tell-repeated.ts';
import { HistoryWatch } from './watch-history.ts';

/** The clocks are looked at so often, beside every code that is judged. */
const roundEvery = second;
/** So many rounds later is kept how far the database has come. */
const keepingRounds = longestUnmarked / roundEvery;
/** In every sixtieth a piece of a history is looked at, and what was counted is told. */
const historyRounds = 60;

/** A service that has begun. */
export interface Service {
  readonly clockWatch: ClockWatch;
  /** Makes no more rounds, and leaves the mark of a good end. Throws nothing. */
  end(): Promise<void>;
}

export interface ServiceOptions extends Pick<Context, 'clock' | 'database' | 'log'> {
  /** Where is kept how far the database has come; undefined: nowhere. */
  highWaterFile: string | undefined;
  config: Pick<Context['config'], 'environment'>;
}

/**
 * Takes a database over. Whatever may have made it forget a spent code since the last run raises a
 * fence, which is committed before this returns.
 */
export async function beginService(options: ServiceOptions): Promise<Service> {
  const { clock, database, log } = options;
  const keeper = new ClockKeeper({ clock, database, log });
  const position = await takeOver(options);
  await database.server?.watch((name, connection) => meetServer({ clock, log }, name, connection));
  await keeper.compare();
  const history = new HistoryWatch(options);
  await history.lookAtEnds();
  const rounds = new Rounds(options, keeper, history);
  await rounds.keepPosition(position);
  rounds.start();
  return { clockWatch: keeper, end: () => rounds.end() };
}

/** Compares what is found with what was left. Gives how far the database has come. */
async function takeOver(options: ServiceOptions): Promise<number> {
  const { clock, database, log, highWaterFile } = options;
  const kept = highWaterFile === undefined ? undefined : await readHighWaterMark(highWaterFile);
  if (kept === 'unreadable') highWaterFileUnreadable(log);
  const highWater = typeof kept === 'object' ? kept.position : kept;

  const now = clock.now();
  const { causes, position } = await database.write(async (tx) => {
    const last = await lockServiceState(tx);
    const found = await findPosition(tx);
    const exclusive = dialect === 'sqlite';
    const reasons = causesAtStart({ last, exclusive, now, position: found, highWater });
    for (const reason of reasons) await raiseForAll(tx, reason, now);
    if (reasons.includes('clock-went-back')) await endEarlierTime(tx, now);
    await saveServiceState(tx, { state: 'running', seenAt: now });
    return { causes: reasons, position: found };
  });
  for (const reason of causes) fenceRaised(log, { reason });
  return position;
}

/** What a service does beside its requests. */
class Rounds {
  readonly #options: ServiceOptions;
  readonly #keeper: ClockKeeper;
  readonly #history: HistoryWatch;
  #timer: NodeJS.Timeout | undefined;
  #made = 0;
  #running: Promise<void> | undefined;
  #failing = false;
  #kept = -1;

  constructor(options: ServiceOptions, keeper: ClockKeeper, history: HistoryWatch) {
    this.#options = options;
    this.#keeper = keeper;
    this.#history = history;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#keeper.look();
      this.#running ??= this.#make();
    }, roundEvery);
    this.#timer.unref();
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    this.#keeper.look();
    await this.#running;
    await this.#keeper.settled();
    await this.#guard(() => this.#leaveMark('stopped'));
  }

  /** Keeps how far the database has come, so that an older one will be known as older. */
  async keepPosition(position: number): Promise<void> {
    const { highWaterFile, clock, log } = this.#options;
    if (highWaterFile === undefined || position === this.#kept) return;
    try {
      await writeHighWaterMark(highWaterFile, { position, at: clock.now() });
      this.#kept = position;
    } catch (cause) {
      // A full disk must not stop the service: the file only grows older.
      watchFailed(log, { cause });
    }
  }

  async #make(): Promise<void> {
    this.#made += 1;
    await this.#guard(async () => {
      await this.#keeper.compare();
      if (this.#made % keepingRounds === 0) await this.#leaveMark('running');
      if (this.#made % historyRounds !== 0) return;
      await tellRepeated(this.#options, this.#keeper.now());
      await this.#history.lookAtNext();
    });
    this.#running = undefined;
  }

  /** A clock that can't be believed leaves no mark: the next start shall see what this one saw. */
  async #leaveMark(state: ServiceState['state']): Promise<void> {
    const { database } = this.#options;
    const seenAt = this.#keeper.now();
    const position = await database.write(async (tx) => {
      await saveServiceState(tx, { state, seenAt });
      return findPosition(tx);
    });
    await this.keepPosition(position);
  }

  /** Tells the first failure of a row of them. */
  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#failing = false;
    } catch (cause) {
      if (!this.#failing) watchFailed(this.#options.log, { cause });
      this.#failing = true;
    }
  }
}
