import type { ReactiveController, ReactiveControllerHost } from 'lit';

const msPerSecond = 1_000;
/** Said once when so many seconds are left, beside the start and the end. */
const lastCall = 10;

/**
 * Seconds that run down, on one timer that stops with the host. `remaining` is for the eye and
 * changes every second; `announced` is for the ear and changes three times at most.
 */
export class Countdown implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  /** By the monotonic clock: a wrong or changed browser clock is no matter. */
  #endsAt = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #remaining: number | undefined;
  #announced: number | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Whole seconds; 0 once it is over; undefined when none was started. */
  get remaining(): number | undefined {
    return this.#remaining;
  }

  get announced(): number | undefined {
    return this.#announced;
  }

  /** Starts anew with so many seconds, or clears with `undefined`. */
  start(seconds: number | undefined): void {
    clearInterval(this.#timer);
    this.#remaining = this.#announced = seconds;
    this.#host.requestUpdate();
    if (seconds === undefined || seconds === 0) return;
    this.#endsAt = performance.now() + seconds * msPerSecond;
    this.#run();
  }

  hostConnected(): void {
    if (this.#remaining) this.#run();
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  #run(): void {
    this.#timer = setInterval(() => {
      this.#tick();
    }, msPerSecond);
  }

  #tick(): void {
    const left = Math.max(0, Math.ceil((this.#endsAt - performance.now()) / msPerSecond));
    this.#remaining = left;
    if (left === 0) clearInterval(this.#timer);
    if (left === 0 || (left <= lastCall && (this.#announced ?? 0) > lastCall)) {
      this.#announced = left;
    }
    this.#host.requestUpdate();
  }
}
