import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Two minutes without a key: nobody sits there any more, and the code is long over. */
const idleTime = 120_000;

/**
 * Empties the code fields of its host when nothing was typed for two minutes, and when told. When the
 * page is left, also into the back-forward cache (A87), and when the host leaves the page, it empties
 * every field, so that no token id stays behind either.
 */
export class CodeWiper implements ReactiveController {
  readonly #host: ReactiveControllerHost & { renderRoot: DocumentFragment | HTMLElement };
  readonly #idleTime: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `idle`: milliseconds. */
  constructor(
    host: ReactiveControllerHost & { renderRoot: DocumentFragment | HTMLElement },
    idle: number = idleTime,
  ) {
    this.#host = host;
    this.#idleTime = idle;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('pagehide', this.wipeAll);
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.wipeAll);
    this.wipeAll();
  }

  /** To be called at every `input`. */
  readonly touch = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.wipe, this.#idleTime);
  };

  /** The codes: answered, or over. A token id may be needed again. */
  readonly wipe = (): void => {
    this.#empty('input[autocomplete="one-time-code"]');
  };

  /** Everything that was typed. */
  readonly wipeAll = (): void => {
    this.#empty('input:not([type="radio"])');
  };

  #empty(fields: string): void {
    clearTimeout(this.#timer);
    for (const field of this.#host.renderRoot.querySelectorAll<HTMLInputElement>(fields)) {
      field.value = '';
    }
  }
}
