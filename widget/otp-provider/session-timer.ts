import type { Session } from '../../bff/contract/session.ts';
import type { SessionPhase, SessionTimes } from './session-times.ts';
import { phaseAt, sessionTimes, untilNextPhase } from './session-times.ts';

/** Milliseconds. A machine that slept must not wait the rest of a long timer before it looks. */
const longestSleep = 15_000;

/** Follows one session's idle time and tells each phase once, when it begins. */
export class SessionTimer {
  readonly #now: () => number;
  readonly #tell: (phase: SessionPhase) => void;
  #times: SessionTimes | undefined;
  #phase: SessionPhase['phase'] = 'active';
  #handle: ReturnType<typeof setTimeout> | undefined;

  /** `now`: milliseconds since the epoch by the server's clock. */
  constructor(now: () => number, tell: (phase: SessionPhase) => void) {
    this.#now = now;
    this.#tell = tell;
  }

  start(session: Session): void {
    this.#times = sessionTimes(session, this.#now());
    this.look();
  }

  /** True once the idle time has run out, also where no timer has fired yet. */
  get isIdle(): boolean {
    const present = this.#times && phaseAt(this.#times, this.#now());
    return present?.phase === 'ended' && present.by === 'idle';
  }

  /** The server has answered: the idle time begins anew. */
  touch(): void {
    if (!this.#times) return;
    this.#times = { ...this.#times, answeredAt: this.#now() };
    this.look();
  }

  stop(): void {
    clearTimeout(this.#handle);
    this.#times = undefined;
    this.#phase = 'active';
  }

  /** Tells at once what is due by the clock: timers stand still while a machine sleeps. */
  look(): void {
    clearTimeout(this.#handle);
    if (!this.#times) return;
    const now = this.#now();
    const present = phaseAt(this.#times, now);
    const isNew = present.phase !== this.#phase;
    this.#phase = present.phase;
    if (present.phase !== 'ended') {
      const delay = Math.min(untilNextPhase(this.#times, now) + 1, longestSleep);
      this.#handle = setTimeout(() => {
        this.look();
      }, delay);
    }
    if (isNew) this.#tell(present);
  }
}
