import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, Submission } from './contestant-process.ts';

export type { Answer, Submission };

const script = join(import.meta.dirname, 'contestant-process.ts');

/** Processes that submit codes at the same instant. `using` ends them. */
export class Contestants implements Disposable {
  readonly #processes: ChildProcess[];

  /** @param connections of each contestant to each process of the service. */
  constructor(count: number, connections: number) {
    this.#processes = Array.from({ length: count }, () => fork(script, [String(connections)]));
  }

  /** Deals the submissions out in turn; all are sent at once. The answers stand in their order. */
  async submit(submissions: readonly Submission[]): Promise<Answer[]> {
    const count = this.#processes.length;
    const dealt = this.#processes.map((contestant, turn) =>
      ask(
        contestant,
        submissions.filter((_, index) => index % count === turn),
      ),
    );
    const answers = await Promise.all(dealt);
    return submissions.map((_, index) => {
      const answer = answers[index % count]?.[Math.floor(index / count)];
      if (answer === undefined) throw new Error('A contestant lost an answer');
      return answer;
    });
  }

  [Symbol.dispose](): void {
    for (const contestant of this.#processes) contestant.kill();
  }
}

async function ask(contestant: ChildProcess, own: readonly Submission[]): Promise<Answer[]> {
  contestant.send(own);
  const [answers] = (await once(contestant, 'message')) as [Answer[]];
  return answers;
}
