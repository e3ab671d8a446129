// Keeps watch over the clock that codes are judged by. It owns when the clocks are looked at and what
// follows: while the wall clock can't be believed no code is judged, and where it went back, none
// before a fence is committed. The judgement itself is `otp/clock-watch.ts`.
import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';
import { second } from '../durations.ts';
import { Refusal } from '../errors/refusal.ts';
import { clockJudged, fenceRaised, type Log, watchFailed } from '../events.ts';
import {
  believe,
  type ClockSample,
  type ClockState,
  clockTolerance,
  unreliableFor,
  watchClock,
} from '../otp/clock-watch.ts';
import { raiseForAll } from './raise-fence.ts';

/** What whoever judges a code has to ask for the time. */
export interface ClockWatch {
  /**
   * The instant by which a code may be judged, in milliseconds. Both clocks are looked at in this
   * very call, so no jump slips in between.
   *
   * @throws {Refusal} `clock-unreliable`, with the instant to try again.
   */
  now(): number;
}

export type ClockKeeperOptions = Pick<Context, 'clock' | 'database' | 'log'>;

export class ClockKeeper implements ClockWatch {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #options: ClockKeeperOptions;
  #state: ClockState;
  #offServer = false;
  #raising: Promise<void> | undefined;

  constructor(options: ClockKeeperOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#state = believe(this.#sample());
  }

  now(): number {
    const sample = this.look();
    const wait = this.#offServer ? second : unreliableFor(this.#state, sample);
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
    const asked = this.#clock.now();
    const theirs = await server.look();
    const answered = this.#clock.now();
    const off = theirs < asked - clockTolerance || theirs > answered + clockTolerance;
    if (off !== this.#offServer) {
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
      await database.write((tx) => raiseForAll(tx, 'clock-went-back', sample.wall));
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
