// A token in somebody's hand. Its codes come from oathtool, which knows nothing of us. It remembers
// which step the bank has taken last and shows the next code that can be taken; it waits where a
// person would have to wait.
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../bff/clock.ts';
import { second } from '../../bff/durations.ts';

/** What a maker prints on the box. */
export interface Model {
  prefix: string;
  kind: 'totp' | 'hotp';
  algorithm: 'sha1' | 'sha256';
  digits: 6 | 8;
  /** Seconds; 0 for HOTP. */
  period: number;
}

/** Steps in which a code may be taken while a token is registered, and some more. */
const reach = 30;
const lastMoment = 2 * second;

export class Device {
  readonly tokenId: string;
  readonly model: Model;
  readonly #secret: string;
  readonly #clock: Pick<Clock, 'now'>;
  #lastStep = -1;
  #drift = 0;

  /** `secret` in hex. */
  constructor(tokenId: string, model: Model, secret: string, clock: Pick<Clock, 'now'>) {
    this.tokenId = tokenId;
    this.model = model;
    this.#secret = secret;
    this.#clock = clock;
  }

  /** All that a screen may tell of the token id. */
  get idTail(): string {
    return this.tokenId.slice(-4);
  }

  /** The next code that the bank will take. Waits, if it must, until the bank can take it. */
  async code(): Promise<string> {
    const step = this.#nextStep();
    if (this.model.kind === 'totp') await this.#waitFor(step);
    // RFC 6238 section 6: the bank follows a clock that is off.
    this.#drift += Math.sign(step - this.#centre());
    this.#lastStep = step;
    return this.#codeAt(step);
  }

  /** The code of `code()` again: right, and spent. */
  usedCode(): string {
    return this.#codeAt(this.#lastStep);
  }

  /** A right code that the bank is going to refuse for another reason: it stays unspent. */
  unspentCode(): string {
    return this.#codeAt(this.#nextStep());
  }

  /** Of the right form, and of no step near. */
  wrongCode(): string {
    const near = this.#codesFrom(Math.max(0, this.#nextStep() - reach), 2 * reach);
    const numbers = Array.from({ length: near.length + 1 }, (_, i) => String(i));
    const codes = numbers.map((number) => number.padStart(this.model.digits, '7'));
    return codes.find((code) => !near.includes(code)) ?? '';
  }

  /** In use a step either side of the token's own drift is taken (RFC 6238 section 5.2). */
  #nextStep(): number {
    const next = this.#lastStep + 1;
    return this.model.kind === 'hotp' ? next : Math.max(next, this.#centre());
  }

  /** The step that the bank expects now. */
  #centre(): number {
    if (this.model.kind === 'hotp') return this.#lastStep + 1;
    return Math.floor(this.#clock.now() / second / this.model.period) + this.#drift;
  }

  /** Also not in the last moment of a step: the bank may read its clock in the next one. */
  async #waitFor(step: number): Promise<void> {
    const length = this.model.period * second;
    while (step > this.#centre() + 1 || length - (this.#clock.now() % length) < lastMoment) {
      await sleep(second / 4);
    }
  }

  #codeAt(step: number): string {
    return this.#codesFrom(step, 0)[0] ?? '';
  }

  /** The code of `step` and of as many as `more` after it. */
  #codesFrom(step: number, more: number): string[] {
    const { kind, algorithm, digits, period } = this.model;
    const moving =
      kind === 'hotp'
        ? ['--hotp', `--counter=${String(step)}`]
        : [
            `--totp=${algorithm}`,
            `--time-step-size=${String(period)}s`,
            `--now=@${String(step * period)}`,
          ];
    const args = [...moving, `--window=${String(more)}`, `--digits=${String(digits)}`, '-'];
    const input = this.#secret;
    return execFileSync('oathtool', args, { input, encoding: 'utf8' }).trim().split('\n');
  }
}
