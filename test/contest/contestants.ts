import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, Submission } from './contestant-process.ts';

export type { Answer, Submission };

const script = join(import.meta.dirname, 'contestant-process.ts');

/** Processes that submit codes at the same instant. `using` ends them. */
export class Contestants implements Disposable {
  readonly #processes: ChildProcess[];

  /** @param connections of each contestant to each service. */
  constructor(count: number, connections: number) {
    this.#processes = Array.from({ length: count }, () => fork(script, [String(connections)]));
  }

  /** Each submits all of its own at once; the answers stand in the order of the submissions. */
  submit(submissions: readonly Submission[][]): Promise<Answer[][]> {
    return Promise.all(
      this.#processes.map(async (contestant, index) => {
        const own = submissions[index] ?? [];
        contestant.send(own);
        const [answers] = (await once(contestant, 'message')) as [Answer[]];
        return answers;
      }),
    );
  }

  [Symbol.dispose](): void {
    for (const contestant of this.#processes) contestant.kill();
  }
}
