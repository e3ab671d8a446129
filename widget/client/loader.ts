import type { ReactiveController } from 'lit';

import { Connection, type ConnectionHost } from './context.ts';
import type { OtpClient } from './otp-client.ts';
import { OtpNotVouchedError } from './problems.ts';
import { Question, type Answer } from './question.ts';
import { isSessionEnd } from './session-end.ts';
import { warnDeveloper } from './warn-developer.ts';

/** Those of whom the developer was told: several elements share one. */
const unvouched = new WeakSet<OtpClient>();

/**
 * What an element must know before it shows anything. Asked when the element comes into a page,
 * when its client becomes another, when a new session follows a failure, and when the browser
 * brings the page back from its back-forward cache (A87). Forgotten when the session is over.
 */
export class Loader<T> implements ReactiveController {
  readonly connection: Connection;
  readonly #host: ConnectionHost;
  readonly #question: Question<T>;
  readonly #load: (connection: Connection, signal: AbortSignal) => Promise<T>;
  #asked: OtpClient | undefined;
  #hasAnswered = false;

  constructor(
    host: ConnectionHost,
    load: (connection: Connection, signal: AbortSignal) => Promise<T>,
  ) {
    this.#host = host;
    this.#load = load;
    this.connection = new Connection(host, () => {
      const { state } = this.answer;
      if (this.connection.isOver) this.#question.forget();
      // Failed, or forgotten at the end: the new session may have an answer.
      else if (state === 'failed' || (state === 'none' && this.#asked)) this.reload();
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
    if (this.connection.isOver) return;
    this.#asked = this.connection.client;
    void this.#question.ask((signal) => this.#answerOf(signal));
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

  async #answerOf(signal: AbortSignal): Promise<T> {
    const { isProvided, client } = this.connection;
    try {
      const value = await this.#load(this.connection, signal);
      this.#hasAnswered = true;
      return value;
    } catch (cause) {
      // A session that nobody has ever seen did not end: the portal has not vouched.
      if (isProvided || this.#hasAnswered || !isSessionEnd(cause)) throw cause;
      if (!signal.aborted) this.#warnOf(client);
      throw new OtpNotVouchedError({ cause });
    }
  }

  #warnOf(client: OtpClient): void {
    if (unvouched.has(client)) return;
    unvouched.add(client);
    warnDeveloper(
      `the service answers <${this.#host.localName}> with 401, and nobody lets the portal vouch. Put ` +
        'it into <otp-provider session-url="…">, with the address of the portal’s endpoint that begins ' +
        'a session at the service and relays its cookie.',
    );
  }

  readonly #handlePageShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.reload();
  };
}
