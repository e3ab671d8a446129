import type { ReactiveController } from 'lit';

import { Connection, type ConnectionHost } from './context.ts';
import type { OtpClient } from './otp-client.ts';
import { Question, type Answer } from './question.ts';

/**
 * What an element must know before it shows anything. Asked when the element comes into a page,
 * when its client becomes another, when a new session follows a failure, and when the browser
 * brings the page back from its back-forward cache (A87).
 */
export class Loader<T> implements ReactiveController {
  readonly connection: Connection;
  readonly #host: ConnectionHost;
  readonly #question: Question<T>;
  readonly #load: (connection: Connection, signal: AbortSignal) => Promise<T>;
  #asked: OtpClient | undefined;

  constructor(
    host: ConnectionHost,
    load: (connection: Connection, signal: AbortSignal) => Promise<T>,
  ) {
    this.#host = host;
    this.#load = load;
    this.connection = new Connection(host, () => {
      if (this.answer.state === 'failed') this.reload();
    });
    this.#question = new Question(host);
    host.addController(this);
  }

  get answer(): Answer<T> {
    return this.#question.answer;
  }

  get value(): T | undefined {
    return this.#question.value;
  }

  readonly reload = (): void => {
    this.#asked = this.connection.client;
    void this.#question.ask((signal) => this.#load(this.connection, signal));
  };

  hostConnected(): void {
    addEventListener('pageshow', this.#handlePageShow);
    this.#asked = undefined;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    removeEventListener('pageshow', this.#handlePageShow);
  }

  /** Not at connection: a page sets properties right after it made the element. */
  hostUpdate(): void {
    if (this.#asked !== this.connection.client) this.reload();
  }

  readonly #handlePageShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.reload();
  };
}
