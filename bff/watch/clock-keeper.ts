// Keeps watch over the clock that everything is decided by. It owns when the clocks are looked at and
// what follows: while the wall clock can't be believed nothing is decided, and where it went back,
// nothing before a fence is committed and what was begun by the earlier time is over. The judgement itself is `watch/clock-watch.ts`.
import type { Clock } from '../clock.ts';
import { second } from '../durations.ts';
import { Refusal } from '../errors/refusal.ts';
import { clockJudged, fenceRaised, type Log, watchFailed } from '../events.ts';
import { clockTolerance } from '../otp/clock-limits.ts';
import type { ClockWatch, Context } from '../ports.ts';
import {
  believe,
  type ClockSample,
  type ClockState,
  unreliableFor,
  watchClock,
} from './clock-watch.ts';
import { endEarlierTime } from './end-earlier-time.ts';
import { raiseForAll } from './raise-for-all.ts';

export type ClockKeeperOptions = Pick<Context, 'clock' | 'database' | 'log'>;

export class ClockKeeper implements ClockWatch {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #options: ClockKeeperOptions;
  #state: ClockState;
  /** Undefined until the clocks were compared: then nobody knows. */
  #offServer: boolean | undefined;
  #raising: Promise<void> | undefined;

  constructor(options: ClockKeeperOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#state = believe(this.#sample());
    // A file has no server whose clock could differ.
    this.#offServer = options.database.server === undefined ? false : undefined;
  }

  now(): number {
    const sample = this.look();
    const wait = this.#offServer !== false ? second : unreliableFor(this.#state, sample);
    if (wait === 0) return sample.wall;
    const retryAt = new Date(sample.wall + wait).toISOString();
    throw new Refusal('clock-unreliable', { retryAt });
  }

  /** Compares the two clocks of this machine. */
  look(): ClockSample {
    const sample = this.#sample();
    const before = this.#state;
    this.#state = watchClock(before, sample);
    if (this.#state.kind !== before.kind) {
      const offBy = Math.round(sample.wall - sample.elapsed - before.offset);
      clockJudged(this.#log, { state: this.#state.kind, offBy });
    }
    if (this.#state.kind === 'went-back') this.#raising ??= this.#raiseFence();
    return sample;
  }

  /** Compares this machine's clock with the database server's, where there is one. */
  async compare(): Promise<void> {
    const { server } = this.#options.database;
    if (server === undefined) return;
    const before = this.#sample();
    const theirs = await server.look();
    const took = this.#clock.elapsed() - before.elapsed;
    // What comes late tells little: the clocks could be as far apart as it took.
    if (took > clockTolerance) return;
    const asked = before.wall;
    const answered = asked + took;
    const off = theirs < asked - clockTolerance || theirs > answered + clockTolerance;
    if (off !== (this.#offServer ?? false)) {
      const offBy = Math.round(answered - theirs);
      clockJudged(this.#log, { state: off ? 'off-server' : 'steady', offBy });
    }
    this.#offServer = off;
  }

  /** Waits for a fence that is being raised. */
  async settled(): Promise<void> {
    await this.#raising;
  }

  /** Until this has ended well the clock stays distrusted; the next look tries again. */
  async #raiseFence(): Promise<void> {
    try {
      const sample = this.#sample();
      const { database } = this.#options;
      await database.write(async (tx) => {
        await raiseForAll(tx, 'clock-went-back', sample.wall);
        await endEarlierTime(tx, sample.wall);
      });
      fenceRaised(this.#log, { reason: 'clock-went-back' });
      // Believed as of the fence: had the clock gone back once more meanwhile, the next look sees it.
      this.#state = believe(sample);
      clockJudged(this.#log, { state: 'steady', offBy: 0 });
    } catch (cause) {
      watchFailed(this.#log, { cause });
    } finally {
      this.#raising = undefined;
    }
  }

  #sample(): ClockSample {
    return { wall: this.#clock.now(), elapsed: this.#clock.elapsed() };
  }
}
