import type { ReactiveController } from 'lit';

import type { Session } from '../../bff/contract/session.ts';
import { Connection } from './context.ts';
import type { ConnectionHost } from './context.ts';
import { LatestRun } from './latest-run.ts';

/**
 * The session as an element sees it: the nearest provider's, or, without a provider, one that it
 * asks for itself when it is connected. A failed question leaves it unknown.
 */
export class SessionController implements ReactiveController {
  readonly #host: ConnectionHost;
  readonly #connection: Connection;
  #own: Session | undefined;
  readonly #run = new LatestRun();

  constructor(host: ConnectionHost) {
    this.#host = host;
    this.#connection = new Connection(host);
    host.addController(this);
  }

  /** Undefined while nobody knows who is there. */
  get session(): Session | undefined {
    return this.#connection.isProvided ? this.#connection.session : this.#own;
  }

  /** True once the provider's session is over. */
  get isOver(): boolean {
    return this.#connection.isOver;
  }

  hostConnected(): void {
    void this.#ask(this.#run.begin());
  }

  hostDisconnected(): void {
    this.#run.end();
  }

  /** Asks again, for example after a change. Settles when the answer is known. */
  async refresh(): Promise<void> {
    if (this.#connection.isProvided) await this.#connection.reconnect();
    else if (this.#host.isConnected) await this.#ask(this.#run.begin());
  }

  async #ask(signal: AbortSignal): Promise<void> {
    // Properties that a page sets right after it made the element are there by then.
    await this.#host.updateComplete;
    if (signal.aborted || this.#connection.isProvided) return;
    try {
      const session = await this.#connection.client.session({ signal });
      if (signal.aborted) return;
      this.#own = session;
      this.#host.requestUpdate();
    } catch {
      // Nobody is let in on a failure; elements that do the work tell what went wrong.
    }
  }
}
