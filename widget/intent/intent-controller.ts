// IntentController: drives one change over the client, by the transitions of intent-flow.
//
// Owns the requests, their order and their end: the latest run wins.
// It also owns what stays of a change when the session is over, and where the focus goes.
// Refuses to own what is shown and what is typed; a code passes through and is not kept.

import type { ReactiveController } from 'lit';

import type { CommitInput, Intent, OpenIntent, Receipt } from '../../bff/contract/intent.ts';
import type { ConnectionHost } from '../client/context.ts';
import { LatestRun } from '../client/latest-run.ts';
import type { OtpClient } from '../client/otp-client.ts';
import { OtpProblemError } from '../client/problems.ts';
import { isSessionEnd } from '../client/session-end.ts';
import { Visit } from '../client/visit.ts';
import { CodeWiper } from '../parts/code-wiper.ts';
import { Countdown } from '../parts/countdown.ts';
import {
  idle,
  isCommitting,
  isStep,
  transition,
  type IntentEvent,
  type IntentFlow,
} from './intent-flow.ts';
import { secondsToNextCode } from './next-code.ts';
import { openIntent } from './open-intent.ts';
import { OtpIntentCancelledEvent } from './otp-intent-cancelled-event.ts';
import { OtpReauthenticationRequiredEvent } from './otp-reauthentication-required-event.ts';
import { refusalOf, type IntentRefusal } from './refusal.ts';
import { moveFocus } from './screen-focus.ts';
import { settle } from './settle.ts';
import { sleep } from './sleep.ts';

export interface IntentOptions {
  client: () => OtpClient;
  /** Asks the page before 確定 is sent; cancelable. */
  changeEvent: (intent: Intent) => Event;
  /** Called once for every change that happened, also when its answer came late. */
  changed: (receipt: Receipt) => void;
  /** Begins the start screen anew: what it showed belonged to another session, or to one that is over. */
  restart: () => void;
  /** Waiting between questions; tests pass a faster one. */
  sleep?: typeof sleep;
}

/** The element that a change runs in: a `LitElement`. */
export type IntentHost = ConnectionHost & { renderRoot: DocumentFragment | HTMLElement };

export class IntentController implements ReactiveController {
  readonly #host: IntentHost;
  readonly #options: IntentOptions;
  readonly #sleep: typeof sleep;
  readonly #visit: Visit;
  /** To a code that counts: after a refusal that passes, and where the same token may be kept. */
  readonly countdown: Countdown;
  readonly wiper: CodeWiper;
  #flow: IntentFlow = idle;
  /** What the host has rendered. */
  #rendered: IntentFlow = idle;
  readonly #run = new LatestRun();

  constructor(host: IntentHost, options: IntentOptions) {
    this.#host = host;
    this.#options = options;
    this.#sleep = options.sleep ?? sleep;
    this.#visit = new Visit(host, (isOver) => {
      this.#leaveSession(isOver);
    });
    this.countdown = new Countdown(host);
    this.wiper = new CodeWiper(host);
    host.addController(this);
  }

  get flow(): IntentFlow {
    return this.#flow;
  }

  /** True once the session is over: only a receipt, or how an open change ended, is shown. */
  get isOver(): boolean {
    return this.#visit.isOver;
  }

  /** True while an answer is awaited: nothing more can be sent, or gone back from. */
  get isSending(): boolean {
    return isStep(this.#flow) && this.#flow.sending;
  }

  hostConnected(): void {
    if (this.isSending) this.#dispatch({ type: 'unanswered' });
    if (this.#flow.screen === 'uncertain') void this.#settle(this.#run.begin());
  }

  hostDisconnected(): void {
    this.#run.end();
    if (this.#flow.screen === 'opening') this.#dispatch({ type: 'cancel' });
  }

  hostUpdated(): void {
    // At the end of the session the provider's notice is what a person must hear first.
    if (!this.isOver) moveFocus(this.#host.renderRoot, this.#rendered, this.#flow);
    this.#rendered = this.#flow;
  }

  async open(input: OpenIntent): Promise<void> {
    if (this.#flow.screen !== 'idle') return;
    const signal = this.#run.begin();
    this.#dispatch({ type: 'open' });
    const options = { client: this.#options.client(), signal, sleep: this.#sleep };
    await this.#tell(signal, async () => ({
      type: 'intent',
      intent: await openIntent(input, options),
    }));
  }

  async prove(code: string): Promise<void> {
    await this.#send(async (client, { id }, signal) => ({
      type: 'intent',
      intent: await client.proveIntent(id, { code }, { signal }),
    }));
  }

  async commit(input: CommitInput): Promise<void> {
    if (!isStep(this.#flow) || this.#flow.sending) return;
    if (!this.#host.dispatchEvent(this.#options.changeEvent(this.#flow.intent))) return;
    await this.#send(async (client, { id }, signal) => ({
      type: 'committed',
      receipt: await client.commitIntent(id, input, { signal }),
    }));
  }

  /** What a screen finds wrong by itself, before anything is sent. */
  refuse(refusal: IntentRefusal): void {
    this.#dispatch({ type: 'refused', refusal });
  }

  /**
   * 戻る: gives the change up, here at once and on the server as soon as it hears of it. What is sent
   * or over can't be given up; at the start screen only a refusal goes.
   */
  cancel(): void {
    const flow = this.#flow;
    if (transition(flow, { type: 'cancel' }) === flow) return;
    this.#run.end();
    this.#dispatch({ type: 'cancel' });
    if (!isStep(flow)) return;
    // The server forgets it after ten minutes anyway; nobody waits for this answer.
    this.#options
      .client()
      .cancelIntent(flow.intent.id)
      .catch(() => undefined);
    this.#host.dispatchEvent(new OtpIntentCancelledEvent(flow.intent.operation));
  }

  /** Leaves a finished change, for the next one. Anything unfinished stays. */
  leave(): void {
    if (this.#flow.screen === 'done' || this.#flow.screen === 'ended') this.#show(idle);
  }

  #leaveSession(isOver: boolean): void {
    this.wiper.wipeAll();
    if (isOver) this.#endSession();
    else this.#forget();
    this.#options.restart();
  }

  /**
   * The session is over: what was open ends. A receipt stays, and so does the wait for the answer to
   * 確定, which may still bring one.
   */
  #endSession(): void {
    if (!isCommitting(this.#flow)) this.#run.end();
    this.#dispatch({ type: 'over' });
  }

  /** Another session has begun: nothing of this one stays, its receipt included. */
  #forget(): void {
    this.#run.end();
    this.#show(idle);
  }

  async #send(
    ask: (client: OtpClient, intent: Intent, signal: AbortSignal) => Promise<IntentEvent>,
  ): Promise<void> {
    const flow = this.#flow;
    if (!isStep(flow) || flow.sending) return;
    const signal = this.#run.begin();
    this.#dispatch({ type: 'send' });
    await this.#tell(signal, () => ask(this.#options.client(), flow.intent, signal));
  }

  async #settle(signal: AbortSignal): Promise<void> {
    const flow = this.#flow;
    if (flow.screen !== 'uncertain') return;
    const options = { client: this.#options.client(), signal, sleep: this.#sleep };
    await this.#tell(signal, async () => {
      try {
        return { type: 'intent', intent: await settle(flow.intent, options) };
      } catch (error) {
        if (!isSessionEnd(error)) throw error;
        // The change may have happened all the same: nobody may call it incomplete.
        return { type: 'refused', refusal: { code: 'outcome-untold' } };
      }
    });
  }

  /** Turns an answer, or its absence, into an event; a run that was given up says nothing. */
  async #tell(signal: AbortSignal, ask: () => Promise<IntentEvent>): Promise<void> {
    try {
      const event = await ask();
      if (!signal.aborted) this.#dispatch(event);
    } catch (error) {
      if (signal.aborted) return;
      await this.#tellFailure(error, signal);
    }
  }

  async #tellFailure(error: unknown, signal: AbortSignal): Promise<void> {
    const isKnown = error instanceof OtpProblemError;
    if (this.isSending && !isKnown) {
      this.#dispatch({ type: 'unanswered' });
      await this.#settle(signal);
    } else if (this.#flow.screen === 'uncertain' && !isKnown) {
      // Sent before the session's end: nobody is left to ask.
      this.refuse({ code: 'outcome-untold' });
    } else {
      this.refuse(refusalOf(error));
    }
  }

  #dispatch(event: IntentEvent): void {
    const before = this.#flow;
    const flow = transition(before, event);
    if (flow === before) return;
    this.#show(flow);
    if (flow.screen === 'done') this.#options.changed(flow.receipt);
    if ('refusal' in flow && flow.refusal?.code === 'reauthentication-required') {
      this.#host.dispatchEvent(new OtpReauthenticationRequiredEvent());
    }
  }

  #show(flow: IntentFlow): void {
    // A countdown outlives a press of the button: what it counts to does not move.
    if (!isStep(flow) || !flow.sending) this.countdown.start(secondsToNextCode(flow, this.#now()));
    // What was answered is spent or old; only after `clock-off` it counts with the code that follows.
    if (this.isSending && !(isStep(flow) && flow.asksNextCode)) this.wiper.wipe();
    // A field that leaves the page may still be held by a script: it leaves empty.
    if (isStep(this.#flow) && flow.screen !== this.#flow.screen) this.wiper.wipeAll();
    this.#flow = flow;
    this.#host.requestUpdate();
  }

  /** The server's clock where the client knows it, in milliseconds since the epoch. */
  #now(): number {
    return this.#options.client().now?.() ?? Date.now();
  }
}
