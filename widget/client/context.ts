import { ContextConsumer, createContext } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { Session } from '../../bff/contract/session.ts';
import { HttpOtpClient } from './http-otp-client.ts';
import type { OtpClient } from './otp-client.ts';

/** What `<otp-provider>` gives to the elements below it. A new value for every new session. */
export interface OtpContext {
  /** Another one for another session: what was shown before belongs to nobody here any more. */
  readonly client: OtpClient;
  /** Absent until the server has answered. */
  readonly session?: Session;
  /** True where the session is over or nobody vouches: show nothing of before; the provider says why. */
  readonly isOver?: boolean;
  /** Asks the session again: after the portal signed in anew, and after a change. */
  reconnect(): Promise<void>;
}

/** Registered by name, so that two copies of the script on one page understand each other. */
export const otpContext = createContext<OtpContext>(Symbol.for('otp-madoguchi.context'));

/** An element that speaks to the bank; a portal may set `client` instead of using a provider. */
export type ConnectionHost = ReactiveControllerHost &
  HTMLElement & { client?: OtpClient | undefined };

let ownClient: OtpClient | undefined;

/**
 * What an element speaks over: its own `client` property, else the nearest provider's client, else
 * one at the default base path, so that a page needs nothing but the element.
 */
export class Connection implements ReactiveController {
  readonly #host: ConnectionHost;
  readonly #consumer: ContextConsumer<typeof otpContext, ConnectionHost>;

  /** `changed` is called with every provided value: the first, and one for every new session. */
  constructor(host: ConnectionHost, changed?: (value: OtpContext) => void) {
    this.#host = host;
    this.#consumer = new ContextConsumer(host, {
      context: otpContext,
      subscribe: true,
      ...(changed && { callback: changed }),
    });
    host.addController(this);
  }

  /** The consumer asks once, by itself; a provider that is defined later is heard of here. */
  hostConnected(): void {
    document.addEventListener('context-provider', this.#handleProvider);
  }

  hostDisconnected(): void {
    document.removeEventListener('context-provider', this.#handleProvider);
  }

  /** True below a provider, unless the element has a client of its own. */
  get isProvided(): boolean {
    return !this.#host.client && this.#consumer.value !== undefined;
  }

  get client(): OtpClient {
    return this.#host.client ?? this.#consumer.value?.client ?? (ownClient ??= new HttpOtpClient());
  }

  /** The provider's session; undefined without a provider, or before its first answer. */
  get session(): Session | undefined {
    return this.#host.client ? undefined : this.#consumer.value?.session;
  }

  /** True once the provider's session is over. */
  get isOver(): boolean {
    return this.isProvided && this.#consumer.value?.isOver === true;
  }

  /** Tells the provider, if there is one, that mode or session have changed. */
  async reconnect(): Promise<void> {
    await this.#consumer.value?.reconnect();
  }

  readonly #handleProvider = (): void => {
    if (this.#consumer.value === undefined) this.#consumer.hostConnected();
  };
}
