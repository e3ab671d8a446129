import type { Refusal } from '../errors/refusal.ts';

/**
 * A refusal whose charge and history entry are committed with it. It is no `Error`, so that it can't be
 * thrown by mistake, which would undo them: a decision *returns* it. `Decision` alone makes one.
 */
export class KeptRefusal {
  readonly #refusal: Refusal;

  constructor(refusal: Refusal) {
    this.#refusal = refusal;
  }

  get refusal(): Refusal {
    return this.#refusal;
  }
}
