import type { Answer } from './contestants.ts';
import type { StepName } from './ledger.ts';

/** How the answers of a contest fell, step by step. */
export class Tally {
  readonly #winners = new Map<StepName, number>();
  /** Answers by the problem's code; `won`, and `unanswered` where a process was killed. */
  readonly answers: Record<string, number> = {};
  submissions = 0;

  add(step: StepName, { status, code }: Answer): void {
    const won = status === 200;
    const word = status === 0 ? 'unanswered' : code;
    this.#count(won ? 'won' : word);
    this.submissions += 1;
    this.#winners.set(step, (this.#winners.get(step) ?? 0) + (won ? 1 : 0));
  }

  #count(word: string): void {
    this.answers[word] = (this.answers[word] ?? 0) + 1;
  }

  get contested(): number {
    return this.#winners.size;
  }

  /** Steps that somebody won. */
  get won(): StepName[] {
    return this.#steps((winners) => winners > 0);
  }

  /** Steps that two or more won: the code was accepted twice. */
  get double(): StepName[] {
    return this.#steps((winners) => winners > 1);
  }

  #steps(chosen: (winners: number) => boolean): StepName[] {
    return [...this.#winners].filter(([, winners]) => chosen(winners)).map(([step]) => step);
  }

  toString(): string {
    const figure = (count: number) => count.toLocaleString('en');
    return [
      `${figure(this.contested)} contested steps`,
      `${figure(this.submissions)} submissions`,
      `${figure(this.won.length)} winners`,
      `${figure(this.double.length)} double`,
    ].join(', ');
  }
}
