import { problemStatus, type ProblemCode, type ProblemFacts } from '../contract/problem.ts';

/**
 * A request that is refused for a reason a person can act on. Anything else that is thrown is a bug
 * and stays a 500.
 *
 * Inside a transaction the two ways out differ on purpose: a *thrown* refusal rolls back, a
 * *returned* one commits first (verdict, charge and audit entry are kept) and is thrown after.
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
