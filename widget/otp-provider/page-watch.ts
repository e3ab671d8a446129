import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds. Whoever goes to and fro between tabs asks no more often. */
const shortestGap = 10_000;

export interface PageEvents {
  /** The page is left, perhaps into the back-forward cache. */
  left: () => void;
  /** It came back from there: as good as loaded, perhaps before another person's eyes. */
  restored: () => void;
  /** Somebody looks at the page again; at most every ten seconds. */
  seen: () => void;
}

/** What becomes of the page that its host stands on. */
export class PageWatch implements ReactiveController {
  readonly #events: PageEvents;
  readonly #now: () => number;
  #seenAt = Number.NEGATIVE_INFINITY;
  #listening = new AbortController();

  /** `now`: milliseconds of a clock that never goes back. */
  constructor(
    host: ReactiveControllerHost,
    events: PageEvents,
    now: () => number = () => performance.now(),
  ) {
    this.#events = events;
    this.#now = now;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    // Captured, so that the elements below, which listen as well, find the question already asked.
    const options = { signal: this.#listening.signal, capture: true };
    addEventListener('pagehide', this.#events.left, options);
    addEventListener('pageshow', this.#handleShow, options);
    document.addEventListener('visibilitychange', this.#handleVisibility, options);
  }

  hostDisconnected(): void {
    this.#listening.abort();
  }

  readonly #handleShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.#events.restored();
  };

  readonly #handleVisibility = (): void => {
    const now = this.#now();
    if (document.visibilityState !== 'visible' || now - this.#seenAt < shortestGap) return;
    this.#seenAt = now;
    this.#events.seen();
  };
}
