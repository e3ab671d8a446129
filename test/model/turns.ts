// Several people at once. Every transaction of every one of them waits here for its turn, and a list
// of numbers says whose turn is next: a race becomes a value that fast-check can repeat and shrink.
// (fast-check's own scheduler draws the order too, but does not shrink it.) Between two turns all are
// at rest, so nothing else decides what happens.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Command } from './commands.ts';
import type { Stage, Turns } from './stage.ts';

/** What one person, or the world around them, does in order. */
export type Script = readonly Command[];

interface Waiting {
  who: number;
  go: () => void;
}

export class OwnTurns implements Turns {
  readonly #who = new AsyncLocalStorage<number>();
  readonly #waiting: Waiting[] = [];
  #resting: () => void = () => undefined;
  /** Scripts that have something left to do. */
  #acting = 0;

  /** Waits until it is the turn of whoever asks. */
  wait(): Promise<void> {
    const who = this.#who.getStore();
    if (who === undefined) return Promise.resolve();
    return new Promise((go) => {
      this.#waiting.push({ who, go });
      this.#resting();
    });
  }

  /** Plays all scripts to their ends; `order` names whose turn is next, as long as it lasts. */
  async play(stage: Stage, scripts: readonly Script[], order: readonly number[]): Promise<void> {
    const failures: unknown[] = [];
    this.#acting = scripts.length;
    for (const [who, script] of scripts.entries())
      void this.#who
        .run(who, () => this.#act(stage, script))
        .catch((error: unknown) => failures.push(error))
        .finally(() => {
          this.#acting -= 1;
          this.#resting();
        });
    for (let turn = 0; this.#acting > 0; turn += 1) {
      await this.#rest();
      if (failures.length > 0) throw failures[0];
      this.#next(order[turn] ?? 0)?.go();
      await this.#rest();
      stage.check();
    }
    if (failures.length > 0) throw failures[0];
  }

  async #act(stage: Stage, script: Script): Promise<void> {
    for (const command of script) {
      await this.wait();
      if (command.check(stage.model)) await command.run(stage.model, stage);
    }
  }

  /** Waits until everybody waits for his turn, or is done. */
  async #rest(): Promise<void> {
    while (this.#waiting.length < this.#acting)
      await new Promise<void>((resolve) => {
        this.#resting = resolve;
      });
  }

  /** Takes the next of those who wait, in the order of their scripts. */
  #next(number: number): Waiting | undefined {
    this.#waiting.sort((a, b) => a.who - b.who);
    const [next] = this.#waiting.splice(number % Math.max(this.#waiting.length, 1), 1);
    return next;
  }
}
