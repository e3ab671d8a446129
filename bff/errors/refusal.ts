import { problemStatus, type ProblemCode, type ProblemFacts } from '../contract/problem.ts';

/**
 * A request that is refused for a reason a person can act on. Anything else that is thrown is a bug
 * and stays a 500.
 *
 * Thrown inside a decision it undoes all of it; to keep a charge, the decision keeps the refusal
 * (`decision/kept-refusal.ts`).
 */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;

  constructor(code: ProblemCode, facts: ProblemFacts = {}, options?: ErrorOptions) {
    super(`Refused: ${code}`, options);
    this.name = 'Refusal';
    this.code = code;
    this.facts = facts;
  }

  get status(): number {
    return problemStatus[this.code];
  }
}
