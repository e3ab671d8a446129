// ProviderSession: the one session that a provider's page belongs to.
//
// Owns when portal and service are asked, which answers make the page go on, begin anew or end, and the
// client that the elements below speak through. Refuses to own what is shown and which events fire.

import type { Session } from '../../bff/contract/session.ts';
import { LatestRun } from '../client/latest-run.ts';
import type { OtpClient } from '../client/otp-client.ts';
import { OtpNotVouchedError } from '../client/problems.ts';
import { isSessionEnd, sessionEnded, type SessionEndReason } from '../client/session-end.ts';
import { ProvidedClient } from './provided-client.ts';
import { isOver, sessionOf, type ProviderState } from './provider-state.ts';
import { SessionTimer } from './session-timer.ts';
import type { SessionPhase } from './session-times.ts';
import { cookieLost, vouch } from './vouch.ts';

export interface ProviderSessionOptions {
  /** Settles once the provider's properties are set, and with them what the others answer. */
  ready(): Promise<unknown>;
  source(): OtpClient;
  sessionUrl(): string | undefined;
  fetch: typeof fetch;
  /** Called with every new state. `client` is another one by then where another session has begun. */
  changed(state: ProviderState): void;
}

type Question = (signal: AbortSignal) => Promise<ProviderState>;

export class ProviderSession {
  readonly #options: ProviderSessionOptions;
  readonly #timer: SessionTimer;
  #state: ProviderState = { phase: 'unknown' };
  #client = this.#makeClient();
  /** The session that was shown last: with another one the elements begin anew. */
  #shown: Session | undefined;
  readonly #run = new LatestRun();
  #asked: Promise<void> = Promise.resolve();
  #isAsking = false;
  #retry: Promise<void> | undefined;
  /** Why nothing is known. */
  #fault: unknown;

  constructor(options: ProviderSessionOptions) {
    this.#options = options;
    this.#timer = new SessionTimer(
      () => this.#client.now(),
      (phase) => {
        this.#handlePhase(phase);
      },
    );
  }

  get state(): ProviderState {
    return this.#state;
  }

  get client(): OtpClient {
    return this.#client;
  }

  /** As on a load of the page: the portal vouches, then the service tells whom it sees. */
  load(): Promise<void> {
    return this.#ask((signal) => this.#loaded(signal));
  }

  /** The service tells again. A load that is under way answers that; after the end there is nothing. */
  refresh(): Promise<void> {
    if (this.#isAsking) return this.#asked;
    if (this.#state.phase === 'unknown') return this.load();
    if (isOver(this.#state)) return Promise.resolve();
    return this.#ask((signal) => this.#refreshed(signal));
  }

  /** Somebody looks at the page again: is it still theirs? */
  look(): void {
    // A machine that slept knows the end by its own clock, and need not ask.
    this.#timer.look();
    if (sessionOf(this.#state)) void this.refresh();
  }

  /** Settles when no question is open. */
  async settled(): Promise<void> {
    let asked: Promise<void> | undefined;
    while (asked !== this.#asked) {
      asked = this.#asked;
      await asked;
    }
  }

  stop(): void {
    this.#run.end();
    this.#isAsking = false;
    this.#timer.stop();
  }

  #ask(question: Question): Promise<void> {
    this.#asked = this.#answer(question, this.#run.begin());
    return this.#asked;
  }

  async #answer(question: Question, signal: AbortSignal): Promise<void> {
    this.#isAsking = true;
    try {
      const state = await question(signal);
      if (!signal.aborted) this.#take(state);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    } finally {
      if (!signal.aborted) this.#isAsking = false;
    }
  }

  async #loaded(signal: AbortSignal): Promise<ProviderState> {
    const url = this.#options.sessionUrl();
    if (url && !(await vouch(url, this.#options.fetch, signal))) return over('not-signed-in');
    try {
      const session = await this.#options.source().session({ signal, anew: true });
      return { phase: 'active', session };
    } catch (error) {
      if (!isSessionEnd(error) || error.code === 'signed-in-elsewhere') throw error;
      if (url) throw cookieLost(url);
      return over(this.#shown ? this.#reasonOf(error) : 'not-signed-in');
    }
  }

  async #refreshed(signal: AbortSignal): Promise<ProviderState> {
    const session = await this.#options.source().session({ signal });
    return this.#isShown(session) ? { phase: 'active', session } : over('ended');
  }

  /** Without the portal's new word, the page stays with the one it was loaded for. */
  #isShown({ id, actor }: Session): boolean {
    return id === this.#shown?.id && actor.customerId === this.#shown.actor.customerId;
  }

  #take(state: ProviderState): void {
    const session = sessionOf(state);
    if (!session) {
      this.#show(state);
      return;
    }
    const isOther = this.#shown && (isOver(this.#state) || !this.#isShown(session));
    if (isOther) this.#client = this.#makeClient();
    this.#shown = session;
    this.#timer.stop();
    this.#show(state);
    this.#timer.start(session);
  }

  #fail(error: unknown): void {
    this.#fault = error;
    if (isSessionEnd(error)) this.#show(over(this.#reasonOf(error)));
    else if (error instanceof OtpNotVouchedError) this.#show({ phase: 'unavailable' });
  }

  #show(state: ProviderState): void {
    if (state.phase === 'over' && this.#state.phase === 'over') return;
    if (isOver(state)) this.#timer.stop();
    this.#state = state;
    this.#options.changed(state);
  }

  #handlePhase(phase: SessionPhase): void {
    const session = sessionOf(this.#state);
    if (!session) return;
    if (phase.phase !== 'ended') this.#show({ ...phase, session });
    else this.#show(over(phase.by === 'idle' ? 'idle' : 'ended'));
  }

  /** Idleness is claimed only where this page's own time ran out: the wire does not tell it. */
  #reasonOf(error: unknown): SessionEndReason {
    if (isSessionEnd(error) && error.code === 'signed-in-elsewhere') return error.code;
    return this.#timer.isIdle ? 'idle' : 'ended';
  }

  #makeClient(): ProvidedClient {
    const client: ProvidedClient = new ProvidedClient({
      ready: () => this.#ready(client),
      source: () => this.#options.source(),
      answered: () => {
        if (client === this.#client) this.#timer.touch();
      },
      refused: (error) => {
        // While a question is open, its own answer decides.
        if (client === this.#client && !this.#isAsking && isSessionEnd(error)) this.#fail(error);
      },
      told: (session) => {
        if (client !== this.#client || this.#isShown(session)) return;
        this.#show(over('ended'));
        throw sessionEnded('ended');
      },
      signedOut: () => {
        if (client === this.#client) this.#show(over('ended'));
      },
    });
    return client;
  }

  /** Calls from below wait for this: none goes out before it is known whose page this is. */
  async #ready(client: OtpClient): Promise<void> {
    await this.#options.ready();
    await this.settled();
    if (this.#state.phase === 'unknown') await this.#askOnceMore();
    if (client !== this.#client) throw sessionEnded('ended');
    switch (this.#state.phase) {
      case 'active':
      case 'ending':
        return;
      case 'over':
        throw sessionEnded(this.#state.reason);
      case 'unknown':
      case 'unavailable':
        throw this.#fault;
    }
  }

  /** One question for all calls that wait. */
  async #askOnceMore(): Promise<void> {
    this.#retry ??= this.load();
    await this.#retry;
    this.#retry = undefined;
  }
}

function over(reason: SessionEndReason): ProviderState {
  return { phase: 'over', reason };
}
