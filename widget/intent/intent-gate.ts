// IntentGate: what an element has of a change before one is open.
//
// Owns the fetching of everything that a change needs, the start screen's state until that is there,
// where the focus goes, and what stays of it when the session is over. Refuses to own the change: from the first press on, the IntentController
// that was fetched counts.

import type { CSSResult, ReactiveController } from 'lit';

import type { OpenIntent } from '../../bff/contract/intent.ts';
import type { ConnectionHost } from '../client/context.ts';
import { Visit } from '../client/visit.ts';
import type { IntentController, IntentHost, IntentOptions } from './intent-controller.ts';
import type { IntentFlow, StartFlow } from './intent-flow.ts';
import { loadChange } from './lazy-change.ts';
import { refusalOf, type IntentRefusal } from './refusal.ts';
import { moveFocus } from './screen-focus.ts';

export class IntentGate implements ReactiveController {
  readonly #host: IntentHost;
  readonly #options: IntentOptions;
  readonly #visit: Visit;
  #start: StartFlow = { screen: 'idle' };
  #controller: IntentController | undefined;
  /** What the host has rendered. */
  #shown: IntentFlow = this.#start;

  constructor(host: IntentHost & ConnectionHost, options: IntentOptions) {
    this.#host = host;
    this.#options = options;
    this.#visit = new Visit(host, (isOver) => {
      this.#leaveSession(isOver);
    });
    host.addController(this);
  }

  /** Undefined before the first change is opened. */
  get controller(): IntentController | undefined {
    return this.#controller;
  }

  get flow(): IntentFlow {
    return this.#controller?.flow ?? this.#start;
  }

  /** True once the session is over: only a receipt, or how an open change ended, is shown. */
  get isOver(): boolean {
    return this.#visit.isOver;
  }

  hostConnected(): void {
    // Ahead of the first press; should it fail, that press tries again and tells.
    loadChange().catch(() => undefined);
  }

  hostDisconnected(): void {
    if (this.#start.screen === 'opening') this.#show({ screen: 'idle' });
  }

  hostUpdated(): void {
    // At the end of the session the provider's notice is what a person must hear first.
    if (!this.isOver) moveFocus(this.#host.renderRoot, this.#shown, this.flow);
    this.#shown = this.flow;
  }

  async open(input: OpenIntent): Promise<void> {
    if (this.flow.screen !== 'idle') return;
    if (this.#controller) await this.#controller.open(input);
    else await this.#openFirst(input);
  }

  /** What the start screen finds wrong by itself, before anything is sent. */
  refuse(refusal: IntentRefusal): void {
    if (this.#controller) this.#controller.refuse(refusal);
    else this.#show({ screen: 'idle', refusal });
  }

  /** Takes a press back, or gives an open change up; see `IntentController.cancel`. */
  cancel(): void {
    if (this.#controller) this.#controller.cancel();
    else this.#show({ screen: 'idle' });
  }

  /** Leaves a finished change, for the next one. Anything unfinished stays. */
  leave(): void {
    this.#controller?.leave();
  }

  #leaveSession(isOver: boolean): void {
    this.#show({ screen: 'idle' });
    if (isOver) this.#controller?.endSession();
    else this.#controller?.forget();
    this.#options.restart();
  }

  /** A press that comes before the controller waits for it; taken back meanwhile, it opens nothing. */
  async #openFirst(input: OpenIntent): Promise<void> {
    const opening: StartFlow = { screen: 'opening' };
    this.#show(opening);
    try {
      const { IntentController, changeStyles } = await loadChange();
      if (this.#start !== opening) return;
      adopt(this.#host.renderRoot, changeStyles);
      this.#controller = new IntentController(this.#host, this.#options);
      await this.#controller.open(input);
    } catch (error) {
      if (this.#start === opening) this.refuse(refusalOf(error));
    }
  }

  #show(start: StartFlow): void {
    this.#start = start;
    this.#host.requestUpdate();
  }
}

/** Adds to the styles that the element has; a sheet of ours, which the strictest policy allows. */
function adopt(root: Node, { styleSheet }: CSSResult): void {
  if (root instanceof ShadowRoot && styleSheet) root.adoptedStyleSheets.push(styleSheet);
}
