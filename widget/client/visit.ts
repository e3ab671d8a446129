import { Connection, type ConnectionHost, type OtpContext } from './context.ts';
import type { OtpClient } from './otp-client.ts';

/**
 * Tells its host when what it shows belongs to nobody here any more: the session is over, or a session
 * other than before has begun. Once for each; `isOver` tells which of them.
 */
export class Visit {
  readonly #connection: Connection;
  readonly #left: (isOver: boolean) => void;
  #client: OtpClient | undefined;
  #wasOver = false;

  constructor(host: ConnectionHost, left: (isOver: boolean) => void) {
    this.#left = left;
    this.#connection = new Connection(host, (value) => {
      if (!host.client) this.#follow(value);
    });
  }

  /** True once the provider's session is over; never for a host with a client of its own. */
  get isOver(): boolean {
    return this.#connection.isOver;
  }

  #follow({ client, isOver = false }: OtpContext): void {
    const isOther = this.#client !== undefined && client !== this.#client;
    const isNewlyOver = isOver && !this.#wasOver;
    this.#client = client;
    this.#wasOver = isOver;
    if (isOther || isNewlyOver) this.#left(isOver);
  }
}
