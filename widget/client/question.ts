import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { LatestRun } from './latest-run.ts';

/** What became of the newest question. */
export type Answer<T> =
  | { readonly state: 'none' }
  | { readonly state: 'asked' }
  | { readonly state: 'answered'; readonly value: T }
  | { readonly state: 'failed'; readonly error: unknown };

/** One question to the server at a time; the latest wins, and none outlives its host. */
export class Question<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #run = new LatestRun();
  #answer: Answer<T> = { state: 'none' };

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get answer(): Answer<T> {
    return this.#answer;
  }

  get value(): T | undefined {
    return this.#answer.state === 'answered' ? this.#answer.value : undefined;
  }

  hostDisconnected(): void {
    this.#run.end();
  }

  /** Settles when the answer is known or nobody waits for it any more; never rejects. */
  async ask(ask: (signal: AbortSignal) => Promise<T>): Promise<void> {
    const signal = this.#run.begin();
    this.#show({ state: 'asked' });
    try {
      const value = await ask(signal);
      if (!signal.aborted) this.#show({ state: 'answered', value });
    } catch (error) {
      if (!signal.aborted) this.#show({ state: 'failed', error });
    }
  }

  forget(): void {
    this.#run.end();
    this.#show({ state: 'none' });
  }

  #show(answer: Answer<T>): void {
    this.#answer = answer;
    this.#host.requestUpdate();
  }
}
