import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Two minutes without a key: nobody sits there any more, and the code is long over. */
const idleTime = 120_000;

/**
 * Empties the code fields of its host when the page is left, also into the back-forward cache (A87),
 * when nothing was typed for two minutes, when the host leaves the page, and when told.
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
    addEventListener('pagehide', this.wipe);
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.wipe);
    this.wipe();
  }

  /** To be called at every `input`. */
  readonly touch = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.wipe, this.#idleTime);
  };

  readonly wipe = (): void => {
    clearTimeout(this.#timer);
    const fields = this.#host.renderRoot.querySelectorAll<HTMLInputElement>(
      'input[autocomplete="one-time-code"]',
    );
    for (const field of fields) field.value = '';
  };
}
